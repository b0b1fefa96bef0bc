#include "ingest/heading.h"

#include "ingest/fold.h"

#include <string.h>
#include <strings.h>

bool heading_words(const char *heading, struct buffer *words_out)
{
    static const bool steps[STEP_COUNT] = { true, true, true, true, true };
    buffer_clear(words_out);
    fold_unit(words_out, span_of(heading), steps);
    return !buffer_failed(words_out);
}

size_t heading_word_count(const char *words)
{
    size_t count = *words != '\0';
    for (; *words; words++)
        count += *words == ' ';
    return count;
}

/* Whether any word is in the list, an ending s apart. */
static bool has_word(const char *words, const char *const *list, size_t count)
{
    while (*words) {
        size_t length = strcspn(words, " ");
        for (size_t i = 0; i < count; i++) {
            size_t wanted = strlen(list[i]);
            if (strncmp(words, list[i], wanted) == 0 &&
                (length == wanted || (length == wanted + 1 && words[wanted] == 's')))
                return true;
        }
        words += length;
        words += *words == ' ';
    }
    return false;
}

#define HAS_WORD(words, list) has_word(words, list, sizeof(list) / sizeof *(list))

bool heading_has_unit_word(const char *words)
{
    static const char *const list[] = {
        "store",      "shop",     "unit",     "team",     "hotel",     "branch",
        "agency",     "site",     "location", "office",   "school",    "outlet",
        "restaurant", "clinic",   "ward",     "plant",    "depot",     "department",
        "dept",       "dbn",      "station",  "center",   "centre",    "course",
        "instructor", "stores",   "class",    "magasin",  "boutique",  "agence",
        "equipe",     "unite",    "hotels",   "service",  "ecole",     "etablissement",
        "filiale",    "geschaft", "laden",    "markt",    "abteilung", "standort",
        "schule",     "einheit",  "tienda",   "sucursal", "equipo",    "unidad",
        "escuela",    "oficina",  "centro",   "winkel",   "filiaal",   "vestiging",
        "afdeling",   "eenheid",  "kantoor",  "negozio",  "sede",      "squadra",
        "reparto",    "unita",    "albergo",  "scuola",   "ufficio",   "instcode",
    };
    return HAS_WORD(words, list);
}

/* Drops a last word such as "code" in "store code". */
static size_t without_last(const char *words, size_t length)
{
    static const char *const list[] = { "id",     "code", "name",   "no",  "nr",
                                        "number", "nom",  "nummer", "key", "numero",
                                        "nombre", "nome", "naam",   "ref" };
    size_t begin = length;
    while (begin && words[begin - 1] != ' ')
        begin--;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (begin && strlen(list[i]) == length - begin &&
            strncmp(words + begin, list[i], length - begin) == 0)
            return begin - 1;
    return length;
}

bool heading_is_unit(const char *words)
{
    enum { MOST_WORDS = 4 };
    char last[64];
    if (heading_word_count(words) > MOST_WORDS)
        return false;
    size_t length = without_last(words, strlen(words));
    size_t begin = length;
    while (begin && words[begin - 1] != ' ')
        begin--;
    if (length - begin >= sizeof last)
        return false;
    memcpy(last, words + begin, length - begin);
    last[length - begin] = '\0';
    return heading_has_unit_word(last);
}

bool heading_rates_unit(const char *words)
{
    static const char *const rated[] = { "service", "servizi", "servicio", "restaurant" };
    static const char *const rating[] = {
        "our",
        "my",
        "rate",
        "rating",
        "with",
        "of",
        "nps",
        "enps",
        "satisfaction",
        "satisfied",
        "quality",
        "notre",
        "nos",
        "mon",
        "ma",
        "qualite",
        "ambiance",
        "unser",
        "unsere",
        "mein",
        "meine",
        "mit",
        "im",
        "zufriedenheit",
        "kommunikation",
        "nuestro",
        "nuestra",
        "mi",
        "satisfaccion",
        "calidad",
        "nostro",
        "nostra",
        "con",
        "soddisfazione",
        "onze",
        "ons",
        "tevredenheid",
        "collaboration",
    };
    const char *last = strrchr(words, ' ');
    return HAS_WORD(last ? last + 1 : words, rated) || HAS_WORD(words, rating) ||
           heading_recommends(words);
}

bool heading_is_segment(const char *words)
{
    static const char *const list[] = {
        "age",    "gender",    "sex",    "sexe",     "genre",     "geschlecht",
        "alter",  "edad",      "sexo",   "genero",   "leeftijd",  "geslacht",
        "eta",    "sesso",     "genere", "language", "langue",    "sprache",
        "idioma", "taal",      "lingua", "tenure",   "seniority", "anciennete",
        "income", "education", "salary", "country",  "pays",      "land",
        "pais",   "paese",     "wave",   "year",     "month",
    };
    return HAS_WORD(words, list);
}

bool heading_is_id(const char *words)
{
    static const char *const list[] = {
        "id",  "ids",       "token",      "uuid",         "guid",   "hash",     "seed",
        "key", "matricule", "responseid", "respondentid", "userid", "sessionid"
    };
    const char *last = strrchr(words, ' ');
    return strcmp(words, "#") == 0 || HAS_WORD(last ? last + 1 : words, list) ||
           strncmp(words, "id ", 3) == 0 || strncmp(words, "uid", 3) == 0;
}

/* "Agent", "your adviser": who served, by name as a rule. */
static bool names_colleague(const char *words)
{
    enum { MOST_WORDS = 2 };
    static const char *const list[] = {
        "agent",       "advisor",       "adviser",       "cashier",     "salesperson",
        "seller",      "consultant",    "technician",    "interviewer", "employee",
        "assignee",    "owner",         "conseiller",    "conseillere", "vendeur",
        "vendeuse",    "caissier",      "collaborateur", "responsable", "enqueteur",
        "technicien",  "berater",       "beraterin",     "verkaufer",   "verkauferin",
        "mitarbeiter", "mitarbeiterin", "medewerker",    "adviseur",    "verkoper",
        "empleado",    "vendedor",      "asesor",        "agente",      "dipendente",
        "venditore",   "consulente",
    };
    const char *last = strrchr(words, ' ');
    return heading_word_count(words) <= MOST_WORDS &&
           HAS_WORD(last ? last + 1 : words, list);
}

bool heading_names_person(const char *words)
{
    enum { MOST_WORDS = 4 };
    static const char *const list[] = {
        "email",        "mail",       "courriel",     "phone",         "telephone",
        "telefon",      "mobile",     "surname",      "vorname",       "nachname",
        "prenom",       "voornaam",   "apellido",     "cognome",       "birth",
        "birthday",     "passport",   "ssn",          "iban",          "firstname",
        "lastname",     "fullname",   "nickname",     "username",      "naissance",
        "manager",      "supervisor", "boss",         "address",       "adresse",
        "anschrift",    "direccion",  "indirizzo",    "adres",         "postcode",
        "postal",       "zip",        "zipcode",      "plz",           "dob",
        "geburtsdatum", "geburtstag", "postleitzahl", "telefonnummer", "handy",
        "movil",        "cellulare",
    };
    static const char *const names[] = { "name", "nom", "naam", "nombre", "nome" };
    const char *last = strrchr(words, ' ');
    return heading_word_count(words) <= MOST_WORDS &&
           (HAS_WORD(words, list) || HAS_WORD(last ? last + 1 : words, names) ||
            names_colleague(words));
}

bool heading_recommends(const char *words)
{
    static const char *const stems[] = { "recommend", "recommand", "recomend",
                                         "raccomand", "empfehl",   "empfiehl",
                                         "aanbeve",   "aanrad",    "consigli",
                                         "conseiller" };
    static const char *const list[] = { "nps", "enps" };
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (strstr(words, stems[i]))
            return true;
    return HAS_WORD(words, list);
}

bool heading_is_satisfaction(const char *words)
{
    static const char *const stems[] = { "satisf", "zufried", "tevred", "soddisf",
                                         "csat" };
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (strstr(words, stems[i]))
            return true;
    return false;
}

bool heading_is_finished(const char *words)
{
    static const char *const list[] = { "finished",  "complete",      "completed",
                                        "termine",   "abgeschlossen", "beendet",
                                        "terminado", "completado",    "voltooid",
                                        "afgerond",  "completato" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (strcmp(words, list[i]) == 0)
            return true;
    return false;
}

static bool ends_in(const char *text, const char *end)
{
    size_t text_count = strlen(text);
    size_t end_count = strlen(end);
    return text_count > end_count && strcasecmp(text + text_count - end_count, end) == 0;
}

bool heading_is_open(const char *heading)
{
    static const char *const ends[] = { "please specify)",
                                        "please specify)]",
                                        "_TEXT",
                                        "[other]",
                                        "[Other]",
                                        "[comment]",
                                        "[Why?]",
                                        "_other",
                                        "- Text",
                                        "pr\xc3\xa9"
                                        "ciser)]",
                                        "pr\xc3\xa9"
                                        "ciser)" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_in(heading, ends[i]))
            return true;
    return strcmp(heading, "Other") == 0 || strcmp(heading, "Open-Ended Response") == 0;
}

static bool begins_with_word(const char *words, const char *const *list, size_t count)
{
    size_t length = strcspn(words, " ");
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == length && strncmp(words, list[i], length) == 0)
            return true;
    return false;
}

#define BEGINS_WITH(words, list)                                                         \
    begins_with_word(words, list, sizeof(list) / sizeof *(list))

/* French asks "Comment ...?", which is no comment. */
static bool is_french_how(const char *words)
{
    enum { FEWEST_WORDS = 4 };
    static const char *const how[] = { "comment" };
    return BEGINS_WITH(words, how) && heading_word_count(words) >= FEWEST_WORDS;
}

bool heading_asks_how(const char *words)
{
    static const char *const list[] = { "how", "wie", "como", "come", "hoe" };
    return BEGINS_WITH(words, list) || is_french_how(words);
}

/* "Why?", "Would you come again, and why?", but not "the reason why you came". */
static bool asks_why(const char *words)
{
    static const char *const list[] = { "why",    "pourquoi", "warum", "weshalb",
                                        "waarom", "perche",   "porque" };
    const char *last = strrchr(words, ' ');
    return BEGINS_WITH(words, list) || (last && BEGINS_WITH(last + 1, list));
}

bool heading_asks_words(const char *words)
{
    static const char *const list[] = {
        "commentaire", "kommentar",    "kommentare",    "comentario",   "commento",
        "commenti",    "opmerking",    "opmerkingen",   "remark",       "remarque",
        "bemerkung",   "bemerkungen",  "anmerkung",     "anmerkungen",  "suggestion",
        "suggestie",   "suggerimento", "suggerimenti",  "sugerencia",   "vorschlag",
        "verbatim",    "observacion",  "observaciones", "osservazione", "osservazioni",
        "toelichting", "feedback",     "freitext",      "freetext",

        "explain",     "precisez",     "expliquez",     "erlautern",    "specify",
        "especifique", "especificar",  "specificare",   "elaborate",
    };
    static const char *const phrases[] = {
        "open ended",   "free text",     "texte libre", "please describe",
        "tell us",      "dites nous",    "por que",     "in your own words",
        "bitte angeb",  "anything else", "autre chose", "sonst noch",
        "testo libero", "texto libre",   "vrije tekst", "additional notes",
    };
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (strstr(words, phrases[i]))
            return true;
    if (asks_why(words))
        return true;
    if (is_french_how(words))
        words += strlen("comment ");
    static const char *const comments[] = { "comment" };
    return HAS_WORD(words, list) || HAS_WORD(words, comments);
}

/* A word that is a number from 0 to 999, or -1. */
static double number_of(const char *word, size_t length)
{
    double number = 0;
    if (!length || length > 3)
        return -1;
    for (size_t i = 0; i < length; i++) {
        if (word[i] < '0' || word[i] > '9')
            return -1;
        number = number * 10 + (word[i] - '0');
    }
    return number;
}

bool heading_range(const char *words, double low, double high, double *min_out,
                   double *max_out)
{
    enum { FEWEST_WORDS = 5 }; /* "Q5_1" speaks of no range */
    double min = -1;
    double max = -1;
    bool after_letter = false; /* "q 12" is the name of a question */
    if (heading_word_count(words) < FEWEST_WORDS)
        return false;
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, " ");
        double number = after_letter ? -1 : number_of(at, length);
        if (number >= 0 && number <= 1 && number <= low && (min < 0 || number < min))
            min = number;
        if (number >= 3 && number <= 11 && number >= high && (max < 0 || number < max))
            max = number;
        after_letter = length == 1 && number < 0 && !after_letter;
        at += length;
        at += *at == ' ';
    }
    if (min < 0 || max < 0)
        return false;
    *min_out = min;
    *max_out = max;
    return true;
}
