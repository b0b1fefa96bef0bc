#include "ingest/no_answer.h"

#include <stddef.h>
#include <string.h>

struct no_answer {
    const char *folded;
    enum missing_kind kind;
};

/* Written as fold_label gives them: lower case, plain spaces and apostrophes, "ss" for
   the sharp s, no trailing point. Bare codes such as 98 or -1 are not here: they are
   answers unless the study says otherwise. */
static const struct no_answer no_answers[] = {
    { "", MISSING_BLANK },
    { "-", MISSING_BLANK },
    { "--", MISSING_BLANK },
    { "\xe2\x80\x93", MISSING_BLANK },
    { "\xe2\x80\x94", MISSING_BLANK },
    { "null", MISSING_BLANK },
    { "nan", MISSING_BLANK },
    { "#n/a", MISSING_BLANK },
    { "#null!", MISSING_BLANK },
    { "no answer", MISSING_BLANK },
    { "no response", MISSING_BLANK },
    { "pas de r\xc3\xa9ponse", MISSING_BLANK },
    { "sans r\xc3\xa9ponse", MISSING_BLANK },
    { "keine antwort", MISSING_BLANK },
    { "geen antwoord", MISSING_BLANK },
    { "sin respuesta", MISSING_BLANK },
    { "nessuna risposta", MISSING_BLANK },

    { "na", MISSING_NOT_APPLICABLE },
    { "n/a", MISSING_NOT_APPLICABLE },
    { "n.a", MISSING_NOT_APPLICABLE },
    { "not applicable", MISSING_NOT_APPLICABLE },
    { "not applicable to me", MISSING_NOT_APPLICABLE },
    { "does not apply", MISSING_NOT_APPLICABLE },
    { "doesn't apply", MISSING_NOT_APPLICABLE },
    { "not relevant", MISSING_NOT_APPLICABLE },
    { "no basis for evaluation", MISSING_NOT_APPLICABLE },
    { "non applicable", MISSING_NOT_APPLICABLE },
    { "ne s'applique pas", MISSING_NOT_APPLICABLE },
    { "sans avis / ne s'applique pas", MISSING_NOT_APPLICABLE },
    { "sans objet", MISSING_NOT_APPLICABLE },
    { "pas concern\xc3\xa9", MISSING_NOT_APPLICABLE },
    { "non concern\xc3\xa9", MISSING_NOT_APPLICABLE },
    { "nicht zutreffend", MISSING_NOT_APPLICABLE },
    { "nicht anwendbar", MISSING_NOT_APPLICABLE },
    { "entf\xc3\xa4llt", MISSING_NOT_APPLICABLE },
    { "niet van toepassing", MISSING_NOT_APPLICABLE },
    { "n.v.t", MISSING_NOT_APPLICABLE },
    { "nvt", MISSING_NOT_APPLICABLE },
    { "no aplica", MISSING_NOT_APPLICABLE },
    { "no procede", MISSING_NOT_APPLICABLE },
    { "non applicabile", MISSING_NOT_APPLICABLE },
    { "non pertinente", MISSING_NOT_APPLICABLE },

    { "don't know", MISSING_DONT_KNOW },
    { "do not know", MISSING_DONT_KNOW },
    { "i don't know", MISSING_DONT_KNOW },
    { "i do not know", MISSING_DONT_KNOW },
    { "dont know", MISSING_DONT_KNOW },
    { "not sure", MISSING_DONT_KNOW },
    { "unsure", MISSING_DONT_KNOW },
    { "no opinion", MISSING_DONT_KNOW },
    { "can't say", MISSING_DONT_KNOW },
    { "cannot say", MISSING_DONT_KNOW },
    { "don't know / not applicable", MISSING_DONT_KNOW },
    { "don't know/not applicable", MISSING_DONT_KNOW },
    { "ne sait pas", MISSING_DONT_KNOW },
    { "je ne sais pas", MISSING_DONT_KNOW },
    { "ne sais pas", MISSING_DONT_KNOW },
    { "nsp", MISSING_DONT_KNOW },
    { "sans avis", MISSING_DONT_KNOW },
    { "sans opinion", MISSING_DONT_KNOW },
    { "pas d'avis", MISSING_DONT_KNOW },
    { "weiss nicht", MISSING_DONT_KNOW },
    { "weiss ich nicht", MISSING_DONT_KNOW },
    { "ich weiss nicht", MISSING_DONT_KNOW },
    { "ich weiss es nicht", MISSING_DONT_KNOW },
    { "keine meinung", MISSING_DONT_KNOW },
    { "kann ich nicht beurteilen", MISSING_DONT_KNOW },
    { "weet niet", MISSING_DONT_KNOW },
    { "weet ik niet", MISSING_DONT_KNOW },
    { "ik weet het niet", MISSING_DONT_KNOW },
    { "geen mening", MISSING_DONT_KNOW },
    { "no s\xc3\xa9", MISSING_DONT_KNOW },
    { "no sabe", MISSING_DONT_KNOW },
    { "no lo s\xc3\xa9", MISSING_DONT_KNOW },
    { "ns/nc", MISSING_DONT_KNOW },
    { "sin opini\xc3\xb3n", MISSING_DONT_KNOW },
    { "non so", MISSING_DONT_KNOW },
    { "non lo so", MISSING_DONT_KNOW },
    { "nessuna opinione", MISSING_DONT_KNOW },
    { "senza opinione", MISSING_DONT_KNOW },

    { "prefer not to say", MISSING_REFUSED },
    { "prefer not to answer", MISSING_REFUSED },
    { "i prefer not to say", MISSING_REFUSED },
    { "i prefer not to answer", MISSING_REFUSED },
    { "rather not say", MISSING_REFUSED },
    { "refused", MISSING_REFUSED },
    { "ne souhaite pas r\xc3\xa9pondre", MISSING_REFUSED },
    { "je ne souhaite pas r\xc3\xa9pondre", MISSING_REFUSED },
    { "pr\xc3\xa9"
      "f\xc3\xa8re ne pas r\xc3\xa9pondre",
      MISSING_REFUSED },
    { "je pr\xc3\xa9"
      "f\xc3\xa8re ne pas r\xc3\xa9pondre",
      MISSING_REFUSED },
    { "refus", MISSING_REFUSED },
    { "keine angabe", MISSING_REFUSED },
    { "keine angaben", MISSING_REFUSED },
    { "k.a", MISSING_REFUSED },
    { "k. a", MISSING_REFUSED },
    { "m\xc3\xb6"
      "chte ich nicht sagen",
      MISSING_REFUSED },
    { "m\xc3\xb6"
      "chte ich nicht beantworten",
      MISSING_REFUSED },
    { "zeg ik liever niet", MISSING_REFUSED },
    { "wil ik niet zeggen", MISSING_REFUSED },
    { "prefiero no contestar", MISSING_REFUSED },
    { "prefiero no responder", MISSING_REFUSED },
    { "no contesta", MISSING_REFUSED },
    { "preferisco non rispondere", MISSING_REFUSED },
};

bool no_answer_find(const char *folded, enum missing_kind *kind_out)
{
    for (size_t i = 0; i < sizeof no_answers / sizeof *no_answers; i++) {
        const char *own = no_answers[i].folded;
        if (*own == *folded && strcmp(own, folded) == 0) {
            *kind_out = no_answers[i].kind;
            return true;
        }
    }
    return false;
}
