#include "ingest/header_columns.h"

#include <string.h>
#include <strings.h>

const char *sample_text(const struct sample *sample, size_t row, size_t column)
{
    if (row >= sample->row_count || column >= sample->rows[row].cell_count)
        return "";
    return sample->rows[row].cells[column].bytes;
}

/* Spaces of ASCII, U+00A0 and U+202F; returns the length of the one at `text`, or 0. */
static size_t space_length(const char *text)
{
    if (*text && strchr(" \t\r\n\v\f", *text))
        return 1;
    if (strncmp(text, "\xc2\xa0", 2) == 0)
        return 2;
    return strncmp(text, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

static const char *skip_spaces(const char *text)
{
    for (size_t space; (space = space_length(text)) > 0;)
        text += space;
    return text;
}

char *sample_trimmed(const struct sample *sample, size_t row, size_t column,
                     struct arena *arena)
{
    const char *text = skip_spaces(sample_text(sample, row, column));
    size_t end = 0;
    for (size_t at = 0; text[at];) {
        size_t space = space_length(text + at);
        at += space ? space : 1;
        end = space ? end : at;
    }
    return arena_copy(arena, text, end);
}

bool heading_is(const char *heading, const char *text)
{
    size_t byte_count = strlen(text);
    heading = skip_spaces(heading);
    return strncasecmp(heading, text, byte_count) == 0 &&
           !*skip_spaces(heading + byte_count);
}

ptrdiff_t sample_find(const struct sample *sample, size_t row, const char *heading)
{
    for (size_t i = 0; i < sample->column_count; i++)
        if (heading_is(sample_text(sample, row, i), heading))
            return (ptrdiff_t)i;
    return -1;
}

bool sample_has(const struct sample *sample, size_t row, const char *heading)
{
    return sample_find(sample, row, heading) >= 0;
}

/* Past `"ImportId":` and the quote that follows, or NULL. */
static const char *import_id_value(const char *cell)
{
    static const char key[] = "ImportId";
    const char *text = skip_spaces(cell);
    if (*text != '{')
        return NULL;
    const char *at = strstr(text, key);
    if (!at || (at[-1] != '"' && at[-1] != '\'') || at[sizeof key - 1] != at[-1])
        return NULL;
    at += sizeof key;
    while (*at == ' ' || *at == ':')
        at++;
    return *at == '"' || *at == '\'' ? at + 1 : NULL;
}

bool import_id_is_in(const char *cell)
{
    return import_id_value(cell) != NULL;
}

char *import_id_find(const char *cell, struct arena *arena, bool *is_out_of_memory)
{
    const char *value = import_id_value(cell);
    const char *end = value ? strchr(value, value[-1]) : NULL;
    if (!end)
        return NULL;
    char *id = arena_copy(arena, value, (size_t)(end - value));
    *is_out_of_memory = *is_out_of_memory || !id;
    return id;
}

bool header_columns_name(const struct sample *sample, size_t header_rows,
                         struct column_list *list, struct arena *arena)
{
    bool is_out_of_memory = false;
    for (size_t i = 0; i < list->count && !is_out_of_memory; i++) {
        struct header_column *column = &list->columns[i];
        column->name = header_rows > 0 ? sample_trimmed(sample, 0, i, arena) : "";
        column->text = column->name;
        column->import_id = "";
        bool has_text = false;
        for (size_t row = 1; row < header_rows; row++) {
            const char *cell = sample_text(sample, row, i);
            char *id = import_id_find(cell, arena, &is_out_of_memory);
            if (id) {
                column->import_id = id;
            } else if (!has_text && *cell) {
                column->text = sample_trimmed(sample, row, i, arena);
                has_text = true;
            }
        }
        is_out_of_memory = is_out_of_memory || !column->name || !column->text;
    }
    return !is_out_of_memory;
}

bool heading_is_personal(const char *heading)
{
    static const char *const names[] = {
        "e-mail",
        "email",
        "email address",
        "e-mail address",
        "emailaddress",
        "mail",
        "courriel",
        "adresse e-mail",
        "adresse email",
        "adresse mail",
        "adresse de messagerie",
        "e-mail-adresse",
        "e-mailadres",
        "correo electr\xc3\xb3nico",
        "indirizzo e-mail",
        "username",
        "user name",
        "nom d'utilisateur",
        "name",
        "full name",
        "your name",
        "first name",
        "firstname",
        "first_name",
        "last name",
        "lastname",
        "last_name",
        "surname",
        "nom",
        "pr\xc3\xa9nom",
        "prenom",
        "nom et pr\xc3\xa9nom",
        "nom de famille",
        "vorname",
        "nachname",
        "voornaam",
        "achternaam",
        "naam",
        "nombre",
        "apellido",
        "apellidos",
        "nome",
        "cognome",
        "phone",
        "phone number",
        "telephone",
        "t\xc3\xa9l\xc3\xa9phone",
        "telefon",
        "telefono",
        "tel\303\251fono",
        "mobile",
        "handy",
        "address",
        "adresse",
        "street",
        "postcode",
        "zip",
        "ip address",
        "ip_address",
        "ipaddress",
        "ip",
        "ip-adresse",
        "adresse ip",
        "ipaddr",
        "date of birth",
        "dob",
        "birthdate",
        "birth date",
        "date de naissance",
        "geburtsdatum",
        "latitude",
        "longitude",
        "locationlatitude",
        "locationlongitude",
        "custom data 1",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (heading_is(heading, names[i]))
            return true;
    return false;
}
