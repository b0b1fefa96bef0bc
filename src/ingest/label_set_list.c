#include "ingest/label_sets.h"

/* Where a language has more than one way to build a set of the same size (German "Stimme
   zu" is the end of one and the last but one of another), each has its own row: what they
   disagree on is then left to the study. Labels are in any case, in UTF-8. */
static const struct label_set sets[] = {
    { "agreement", "en",
      "Disagree;"
      "Neither agree nor disagree|Neutral|Neither|Undecided|Neither disagree nor agree;"
      "Agree;" },
    { "agreement", "en",
      "Strongly disagree|Completely disagree|Totally disagree|Fully disagree;"
      "Disagree|Somewhat disagree|Tend to disagree|Slightly disagree|Rather disagree;"
      "Agree|Somewhat agree|Tend to agree|Slightly agree|Rather agree;"
      "Strongly agree|Completely agree|Totally agree|Fully agree;" },
    { "agreement", "en",
      "Disagree;"
      "Somewhat disagree|Tend to disagree|Slightly disagree|Rather disagree;"
      "Somewhat agree|Tend to agree|Slightly agree|Rather agree;"
      "Agree;" },
    { "agreement", "en",
      "Strongly disagree|Completely disagree|Totally disagree|Fully disagree;"
      "Disagree|Somewhat disagree|Tend to disagree|Slightly disagree|Rather disagree;"
      "Neither agree nor disagree|Neutral|Neither|Undecided|Neither disagree nor "
      "agree|Uncertain;"
      "Agree|Somewhat agree|Tend to agree|Slightly agree|Rather agree;"
      "Strongly agree|Completely agree|Totally agree|Fully agree;" },
    { "agreement", "en",
      "Disagree;"
      "Somewhat disagree|Tend to disagree|Slightly disagree|Rather disagree;"
      "Neither agree nor disagree|Neutral|Neither|Undecided|Neither disagree nor "
      "agree|Uncertain;"
      "Somewhat agree|Tend to agree|Slightly agree|Rather agree;"
      "Agree;" },
    { "agreement", "en",
      "Strongly disagree|Completely disagree|Totally disagree;"
      "Disagree;"
      "Somewhat disagree|Slightly disagree|Tend to disagree|Rather disagree;"
      "Somewhat agree|Slightly agree|Tend to agree|Rather agree;"
      "Agree;"
      "Strongly agree|Completely agree|Totally agree;" },
    { "agreement", "en",
      "Strongly disagree|Completely disagree|Totally disagree;"
      "Disagree;"
      "Somewhat disagree|Slightly disagree|Tend to disagree|Rather disagree;"
      "Neither agree nor disagree|Neutral|Neither|Undecided|Neither disagree nor agree;"
      "Somewhat agree|Slightly agree|Tend to agree|Rather agree;"
      "Agree;"
      "Strongly agree|Completely agree|Totally agree;" },
    { "agreement", "fr",
      "Pas d'accord;"
      "Ni d'accord ni pas d'accord|Ni d'accord, ni pas d'accord|Neutre;"
      "D'accord;" },
    { "agreement", "fr",
      "Pas du tout d'accord|Fortement en désaccord|Tout à fait en désaccord|Totalement "
      "en désaccord|Pas d'accord du tout;"
      "Plutôt pas d'accord|Pas vraiment d'accord|Pas d'accord|Peu d'accord|Plutôt en "
      "désaccord|En désaccord;"
      "Plutôt d'accord|Assez d'accord|D'accord|Plutôt en accord|En accord;"
      "Tout à fait d'accord|Tout à faire d'accord|Totalement d'accord|Fortement "
      "d'accord|Entièrement d'accord|Tout à fait en accord;" },
    { "agreement", "fr",
      "Pas d'accord;"
      "Plutôt pas d'accord|Pas vraiment d'accord|Peu d'accord;"
      "Plutôt d'accord|Assez d'accord;"
      "D'accord;" },
    { "agreement", "fr",
      "Pas du tout d'accord|Fortement en désaccord|Tout à fait en désaccord|Totalement "
      "en désaccord|Pas d'accord du tout;"
      "Plutôt pas d'accord|Pas vraiment d'accord|Pas d'accord|Peu d'accord|Plutôt en "
      "désaccord|En désaccord;"
      "Ni d'accord ni pas d'accord|Ni d'accord, ni pas d'accord|Neutre|Ni d'accord ni en "
      "désaccord|Ni d'accord, ni en désaccord|Ni en accord ni en désaccord;"
      "Plutôt d'accord|Assez d'accord|D'accord|Plutôt en accord|En accord;"
      "Tout à fait d'accord|Tout à faire d'accord|Totalement d'accord|Fortement "
      "d'accord|Entièrement d'accord|Tout à fait en accord;" },
    { "agreement", "fr",
      "Pas d'accord;"
      "Plutôt pas d'accord|Pas vraiment d'accord|Peu d'accord;"
      "Ni d'accord ni pas d'accord|Ni d'accord, ni pas d'accord|Neutre|Ni d'accord ni en "
      "désaccord;"
      "Plutôt d'accord|Assez d'accord;"
      "D'accord;" },
    { "agreement", "fr",
      "Pas du tout d'accord|Fortement en désaccord|Totalement en désaccord;"
      "Pas d'accord|En désaccord;"
      "Plutôt pas d'accord|Pas vraiment d'accord|Plutôt en désaccord;"
      "Ni d'accord ni pas d'accord|Ni d'accord, ni pas d'accord|Neutre|Ni d'accord ni en "
      "désaccord;"
      "Plutôt d'accord|Assez d'accord;"
      "D'accord;"
      "Tout à fait d'accord|Totalement d'accord|Fortement d'accord|Entièrement "
      "d'accord;" },
    { "agreement", "de",
      "Stimme nicht zu;"
      "Teils/teils|Teils teils|Teils, teils|Weder noch|Neutral|Weder/noch;"
      "Stimme zu;" },
    { "agreement", "de",
      "Stimme überhaupt nicht zu|Stimme gar nicht zu|Trifft überhaupt nicht zu|Trifft "
      "gar nicht zu|Lehne völlig ab;"
      "Stimme eher nicht zu|Stimme nicht zu|Trifft eher nicht zu|Trifft nicht zu|Lehne "
      "eher ab;"
      "Stimme eher zu|Stimme zu|Trifft eher zu|Trifft zu;"
      "Stimme voll und ganz zu|Stimme voll zu|Stimme völlig zu|Stimme vollkommen "
      "zu|Trifft voll und ganz zu|Trifft voll zu|Trifft völlig zu;" },
    { "agreement", "de",
      "Stimme nicht zu|Trifft nicht zu;"
      "Stimme eher nicht zu|Trifft eher nicht zu;"
      "Stimme eher zu|Trifft eher zu;"
      "Stimme zu|Trifft zu;" },
    { "agreement", "de",
      "Stimme überhaupt nicht zu|Stimme gar nicht zu|Trifft überhaupt nicht zu|Trifft "
      "gar nicht zu|Lehne völlig ab;"
      "Stimme eher nicht zu|Stimme nicht zu|Trifft eher nicht zu|Trifft nicht zu|Lehne "
      "eher ab;"
      "Teils/teils|Teils teils|Teils, teils|Weder noch|Neutral|Weder/noch|Stimme weder "
      "zu noch nicht zu|Stimme teilweise zu|Unentschieden;"
      "Stimme eher zu|Stimme zu|Trifft eher zu|Trifft zu;"
      "Stimme voll und ganz zu|Stimme voll zu|Stimme völlig zu|Stimme vollkommen "
      "zu|Trifft voll und ganz zu|Trifft voll zu|Trifft völlig zu;" },
    { "agreement", "de",
      "Stimme nicht zu|Trifft nicht zu;"
      "Stimme eher nicht zu|Trifft eher nicht zu;"
      "Teils/teils|Teils teils|Teils, teils|Weder noch|Neutral|Weder/noch|Unentschieden;"
      "Stimme eher zu|Trifft eher zu;"
      "Stimme zu|Trifft zu;" },
    { "agreement", "de",
      "Stimme überhaupt nicht zu|Stimme gar nicht zu;"
      "Stimme nicht zu;"
      "Stimme eher nicht zu;"
      "Teils/teils|Teils teils|Teils, teils|Weder noch|Neutral;"
      "Stimme eher zu;"
      "Stimme zu;"
      "Stimme voll und ganz zu|Stimme voll zu|Stimme völlig zu;" },
    { "agreement", "es",
      "En desacuerdo;"
      "Ni de acuerdo ni en desacuerdo|Neutral|Neutro;"
      "De acuerdo;" },
    { "agreement", "es",
      "Totalmente en desacuerdo|Muy en desacuerdo|Completamente en desacuerdo;"
      "En desacuerdo|Algo en desacuerdo|Más bien en desacuerdo|Bastante en desacuerdo;"
      "De acuerdo|Algo de acuerdo|Más bien de acuerdo|Bastante de acuerdo;"
      "Totalmente de acuerdo|Muy de acuerdo|Completamente de acuerdo;" },
    { "agreement", "es",
      "En desacuerdo;"
      "Algo en desacuerdo|Más bien en desacuerdo;"
      "Algo de acuerdo|Más bien de acuerdo;"
      "De acuerdo;" },
    { "agreement", "es",
      "Totalmente en desacuerdo|Muy en desacuerdo|Completamente en desacuerdo;"
      "En desacuerdo|Algo en desacuerdo|Más bien en desacuerdo|Bastante en desacuerdo;"
      "Ni de acuerdo ni en desacuerdo|Ni en acuerdo ni en "
      "desacuerdo|Neutral|Neutro|Indiferente|Indeciso;"
      "De acuerdo|Algo de acuerdo|Más bien de acuerdo|Bastante de acuerdo;"
      "Totalmente de acuerdo|Muy de acuerdo|Completamente de acuerdo;" },
    { "agreement", "es",
      "En desacuerdo;"
      "Algo en desacuerdo|Más bien en desacuerdo;"
      "Ni de acuerdo ni en desacuerdo|Ni en acuerdo ni en "
      "desacuerdo|Neutral|Neutro|Indiferente;"
      "Algo de acuerdo|Más bien de acuerdo;"
      "De acuerdo;" },
    { "agreement", "es",
      "Totalmente en desacuerdo|Completamente en desacuerdo;"
      "En desacuerdo;"
      "Algo en desacuerdo;"
      "Ni de acuerdo ni en desacuerdo|Neutral|Neutro;"
      "Algo de acuerdo;"
      "De acuerdo;"
      "Totalmente de acuerdo|Completamente de acuerdo;" },
    { "agreement", "nl",
      "Oneens|Mee oneens|Niet mee eens;"
      "Neutraal|Niet eens, niet oneens|Niet eens en niet oneens|Noch eens, noch "
      "oneens|Noch eens noch oneens;"
      "Eens|Mee eens;" },
    { "agreement", "nl",
      "Helemaal mee oneens|Helemaal niet mee eens|Zeer mee oneens|Zeer oneens|Volledig "
      "mee oneens|Volledig oneens|Helemaal oneens|Sterk mee oneens;"
      "Mee oneens|Oneens|Niet mee eens|Enigszins mee oneens|Een beetje mee oneens;"
      "Mee eens|Eens|Enigszins mee eens|Een beetje mee eens;"
      "Helemaal mee eens|Zeer mee eens|Zeer eens|Volledig mee eens|Volledig "
      "eens|Helemaal eens|Sterk mee eens;" },
    { "agreement", "nl",
      "Helemaal mee oneens|Helemaal niet mee eens|Zeer mee oneens|Zeer oneens|Volledig "
      "mee oneens|Volledig oneens|Helemaal oneens|Sterk mee oneens;"
      "Mee oneens|Oneens|Niet mee eens|Enigszins mee oneens|Een beetje mee oneens;"
      "Neutraal|Niet eens, niet oneens|Niet eens en niet oneens|Niet mee eens, niet mee "
      "oneens|Niet mee eens en niet mee oneens|Noch eens, noch oneens|Noch eens noch "
      "oneens|Noch mee eens, noch mee oneens;"
      "Mee eens|Eens|Enigszins mee eens|Een beetje mee eens;"
      "Helemaal mee eens|Zeer mee eens|Zeer eens|Volledig mee eens|Volledig "
      "eens|Helemaal eens|Sterk mee eens;" },
    { "agreement", "nl",
      "Mee oneens|Oneens;"
      "Enigszins mee oneens|Een beetje mee oneens;"
      "Neutraal|Niet eens, niet oneens;"
      "Enigszins mee eens|Een beetje mee eens;"
      "Mee eens|Eens;" },
    { "agreement", "nl",
      "Helemaal mee oneens|Zeer mee oneens|Volledig mee oneens;"
      "Mee oneens|Oneens;"
      "Enigszins mee oneens|Een beetje mee oneens;"
      "Neutraal|Niet eens, niet oneens;"
      "Enigszins mee eens|Een beetje mee eens;"
      "Mee eens|Eens;"
      "Helemaal mee eens|Zeer mee eens|Volledig mee eens;" },
    { "agreement", "it",
      "In disaccordo|Non d'accordo;"
      "Né d'accordo né in disaccordo|Neutrale|Neutro;"
      "D'accordo;" },
    { "agreement", "it",
      "Fortemente in disaccordo|Totalmente in disaccordo|Completamente in disaccordo|Per "
      "niente d'accordo|Per nulla d'accordo;"
      "In disaccordo|Abbastanza in disaccordo|Non d'accordo|Poco d'accordo|Piuttosto in "
      "disaccordo;"
      "D'accordo|Abbastanza d'accordo|Piuttosto d'accordo;"
      "Fortemente d'accordo|Totalmente d'accordo|Completamente d'accordo|Molto "
      "d'accordo|Pienamente d'accordo;" },
    { "agreement", "it",
      "Fortemente in disaccordo|Totalmente in disaccordo|Completamente in disaccordo|Per "
      "niente d'accordo|Per nulla d'accordo;"
      "In disaccordo|Abbastanza in disaccordo|Non d'accordo|Poco d'accordo|Piuttosto in "
      "disaccordo;"
      "Né d'accordo né in disaccordo|Né in accordo né in "
      "disaccordo|Neutrale|Neutro|Incerto|Indifferente;"
      "D'accordo|Abbastanza d'accordo|Piuttosto d'accordo;"
      "Fortemente d'accordo|Totalmente d'accordo|Completamente d'accordo|Molto "
      "d'accordo|Pienamente d'accordo;" },
    { "agreement", "it",
      "In disaccordo;"
      "Abbastanza in disaccordo|Piuttosto in disaccordo;"
      "Né d'accordo né in disaccordo|Neutrale|Neutro;"
      "Abbastanza d'accordo|Piuttosto d'accordo;"
      "D'accordo;" },
    { "agreement", "it",
      "Fortemente in disaccordo|Totalmente in disaccordo|Completamente in disaccordo;"
      "In disaccordo;"
      "Abbastanza in disaccordo|Piuttosto in disaccordo;"
      "Né d'accordo né in disaccordo|Neutrale|Neutro;"
      "Abbastanza d'accordo|Piuttosto d'accordo;"
      "D'accordo;"
      "Fortemente d'accordo|Totalmente d'accordo|Completamente d'accordo;" },
    { "satisfaction", "en",
      "Dissatisfied|Unsatisfied;"
      "Neither satisfied nor dissatisfied|Neutral;"
      "Satisfied;" },
    { "satisfaction", "en",
      "Very dissatisfied|Very unsatisfied|Extremely dissatisfied;"
      "Dissatisfied|Unsatisfied|Somewhat dissatisfied|Fairly dissatisfied;"
      "Satisfied|Somewhat satisfied|Fairly satisfied;"
      "Very satisfied|Extremely satisfied;" },
    { "satisfaction", "en",
      "Not at all satisfied;"
      "Not very satisfied;"
      "Fairly satisfied|Somewhat satisfied|Satisfied|Quite satisfied;"
      "Very satisfied;" },
    { "satisfaction", "en",
      "Very dissatisfied|Very unsatisfied|Extremely dissatisfied|Completely dissatisfied;"
      "Dissatisfied|Unsatisfied|Somewhat dissatisfied|Fairly dissatisfied|Moderately "
      "dissatisfied;"
      "Neither satisfied nor dissatisfied|Neither dissatisfied nor "
      "satisfied|Neutral|Neither|OK|Okay;"
      "Satisfied|Somewhat satisfied|Fairly satisfied|Moderately satisfied;"
      "Very satisfied|Extremely satisfied|Completely satisfied;" },
    { "satisfaction", "en",
      "Dissatisfied|Unsatisfied;"
      "Somewhat dissatisfied|Fairly dissatisfied|Moderately dissatisfied;"
      "Neither satisfied nor dissatisfied|Neither dissatisfied nor satisfied|Neutral;"
      "Somewhat satisfied|Fairly satisfied|Moderately satisfied;"
      "Satisfied;" },
    { "satisfaction", "en",
      "Not at all satisfied|Not satisfied at all;"
      "Not very satisfied|Slightly satisfied|Not so satisfied;"
      "Somewhat satisfied|Moderately satisfied;"
      "Very satisfied;"
      "Extremely satisfied|Completely satisfied;" },
    { "satisfaction", "en",
      "Extremely dissatisfied|Very dissatisfied|Completely dissatisfied;"
      "Dissatisfied|Moderately dissatisfied;"
      "Somewhat dissatisfied|Slightly dissatisfied;"
      "Neither satisfied nor dissatisfied|Neutral;"
      "Somewhat satisfied|Slightly satisfied;"
      "Satisfied|Moderately satisfied;"
      "Extremely satisfied|Very satisfied|Completely satisfied;" },
    { "satisfaction", "fr",
      "Insatisfait|Insatisfaite|Insatisfait(e)|Pas satisfait|Pas satisfaite|Pas "
      "satisfait(e);"
      "Neutre|Ni satisfait ni insatisfait|Moyen|Moyennement satisfait|Moyennement "
      "satisfaite;"
      "Satisfait|Satisfaite|Satisfait(e);" },
    { "satisfaction", "fr",
      "Très insatisfait|Très insatisfaite|Très insatisfait(e);"
      "Insatisfait|Insatisfaite|Insatisfait(e)|Plutôt insatisfait|Plutôt "
      "insatisfaite|Plutôt insatisfait(e);"
      "Satisfait|Satisfaite|Satisfait(e)|Plutôt satisfait|Plutôt satisfaite|Plutôt "
      "satisfait(e)|Assez satisfait|Assez satisfaite;"
      "Très satisfait|Très satisfaite|Très satisfait(e);" },
    { "satisfaction", "fr",
      "Pas du tout satisfait|Pas du tout satisfaite|Pas du tout satisfait(e)|Pas "
      "satisfait du tout|Pas satisfaite du tout|Pas satisfait|Pas satisfaite|Pas "
      "satisfait(e);"
      "Plutôt pas satisfait|Plutôt pas satisfaite|Plutôt pas satisfait(e)|Peu "
      "satisfait|Peu satisfaite|Peu satisfait(e)|Pas vraiment satisfait|Moyennement "
      "satisfait|Moyennement satisfaite;"
      "Plutôt satisfait|Plutôt satisfaite|Plutôt "
      "satisfait(e)|Satisfait|Satisfaite|Satisfait(e)|Assez satisfait|Assez satisfaite;"
      "Très satisfait|Très satisfaite|Très satisfait(e)|Tout à fait satisfait|Tout à "
      "fait satisfaite;" },
    { "satisfaction", "fr",
      "Insatisfait|Insatisfaite|Insatisfait(e);"
      "Moyen|Moyenne|Moyennement satisfait|Moyennement satisfaite|Neutre|Peu "
      "satisfait|Peu satisfaite;"
      "Satisfait|Satisfaite|Satisfait(e)|Plutôt satisfait|Plutôt satisfaite;"
      "Très satisfait|Très satisfaite|Très satisfait(e);" },
    { "satisfaction", "fr",
      "Très insatisfait|Très insatisfaite|Très insatisfait(e)|Pas du tout satisfait|Pas "
      "du tout satisfaite|Pas satisfait du tout|Pas satisfaite du tout;"
      "Insatisfait|Insatisfaite|Insatisfait(e)|Plutôt insatisfait|Plutôt "
      "insatisfaite|Plutôt insatisfait(e)|Peu satisfait|Peu satisfaite|Peu "
      "satisfait(e)|Plutôt pas satisfait|Plutôt pas satisfaite|Pas satisfait|Pas "
      "satisfaite;"
      "Neutre|Ni satisfait ni insatisfait|Ni satisfait, ni insatisfait|Ni satisfaite ni "
      "insatisfaite|Ni satisfait(e) ni insatisfait(e)|Moyen|Moyennement "
      "satisfait|Moyennement satisfaite|Moyennement satisfait(e);"
      "Satisfait|Satisfaite|Satisfait(e)|Plutôt satisfait|Plutôt satisfaite|Plutôt "
      "satisfait(e)|Assez satisfait|Assez satisfaite;"
      "Très satisfait|Très satisfaite|Très satisfait(e)|Tout à fait satisfait|Tout à "
      "fait satisfaite;" },
    { "satisfaction", "fr",
      "Insatisfait|Insatisfaite|Insatisfait(e)|Pas satisfait|Pas satisfaite;"
      "Plutôt insatisfait|Plutôt insatisfaite|Peu satisfait|Peu satisfaite;"
      "Neutre|Ni satisfait ni insatisfait|Ni satisfait, ni insatisfait|Moyennement "
      "satisfait|Moyennement satisfaite;"
      "Plutôt satisfait|Plutôt satisfaite|Assez satisfait|Assez satisfaite;"
      "Satisfait|Satisfaite|Satisfait(e)|Très satisfait|Très satisfaite;" },
    { "satisfaction", "de",
      "Unzufrieden|Nicht zufrieden;"
      "Teils/teils|Teils teils|Weder noch|Neutral;"
      "Zufrieden;" },
    { "satisfaction", "de",
      "Sehr unzufrieden|Überhaupt nicht zufrieden|Gar nicht zufrieden;"
      "Unzufrieden|Eher unzufrieden|Eher nicht zufrieden|Weniger zufrieden|Nicht "
      "zufrieden;"
      "Zufrieden|Eher zufrieden|Ziemlich zufrieden;"
      "Sehr zufrieden|Voll und ganz zufrieden;" },
    { "satisfaction", "de",
      "Unzufrieden|Nicht zufrieden;"
      "Eher unzufrieden|Eher nicht zufrieden|Weniger zufrieden;"
      "Eher zufrieden;"
      "Zufrieden;" },
    { "satisfaction", "de",
      "Sehr unzufrieden|Überhaupt nicht zufrieden|Gar nicht zufrieden;"
      "Unzufrieden|Eher unzufrieden|Eher nicht zufrieden|Weniger zufrieden|Nicht "
      "zufrieden;"
      "Teils/teils|Teils teils|Teils, teils|Weder noch|Neutral|Weder zufrieden noch "
      "unzufrieden|Mittelmäßig zufrieden;"
      "Zufrieden|Eher zufrieden|Ziemlich zufrieden;"
      "Sehr zufrieden|Voll und ganz zufrieden|Äußerst zufrieden;" },
    { "satisfaction", "de",
      "Unzufrieden|Nicht zufrieden;"
      "Eher unzufrieden|Eher nicht zufrieden;"
      "Teils/teils|Teils teils|Weder noch|Neutral|Weder zufrieden noch unzufrieden;"
      "Eher zufrieden;"
      "Zufrieden;" },
    { "satisfaction", "de",
      "Sehr unzufrieden|Äußerst unzufrieden;"
      "Unzufrieden;"
      "Eher unzufrieden|Etwas unzufrieden;"
      "Teils/teils|Teils teils|Weder noch|Neutral|Weder zufrieden noch unzufrieden;"
      "Eher zufrieden|Etwas zufrieden;"
      "Zufrieden;"
      "Sehr zufrieden|Äußerst zufrieden;" },
    { "satisfaction", "es",
      "Insatisfecho|Insatisfecha|Insatisfecho/a;"
      "Neutral|Neutro|Ni satisfecho ni insatisfecho;"
      "Satisfecho|Satisfecha|Satisfecho/a;" },
    { "satisfaction", "es",
      "Muy insatisfecho|Muy insatisfecha|Muy insatisfecho/a|Nada satisfecho|Nada "
      "satisfecha;"
      "Insatisfecho|Insatisfecha|Insatisfecho/a|Poco satisfecho|Poco satisfecha|Algo "
      "insatisfecho|Algo insatisfecha;"
      "Satisfecho|Satisfecha|Satisfecho/a|Bastante satisfecho|Bastante satisfecha|Algo "
      "satisfecho|Algo satisfecha;"
      "Muy satisfecho|Muy satisfecha|Muy satisfecho/a;" },
    { "satisfaction", "es",
      "Muy insatisfecho|Muy insatisfecha|Muy insatisfecho/a|Totalmente insatisfecho|Nada "
      "satisfecho|Nada satisfecha;"
      "Insatisfecho|Insatisfecha|Insatisfecho/a|Poco satisfecho|Poco satisfecha|Algo "
      "insatisfecho|Algo insatisfecha|Bastante insatisfecho;"
      "Neutral|Neutro|Ni satisfecho ni insatisfecho|Ni satisfecha ni insatisfecha|Ni "
      "satisfecho/a ni insatisfecho/a|Indiferente|Regular;"
      "Satisfecho|Satisfecha|Satisfecho/a|Bastante satisfecho|Bastante satisfecha|Algo "
      "satisfecho|Algo satisfecha;"
      "Muy satisfecho|Muy satisfecha|Muy satisfecho/a|Totalmente satisfecho;" },
    { "satisfaction", "es",
      "Insatisfecho|Insatisfecha;"
      "Algo insatisfecho|Algo insatisfecha;"
      "Neutral|Neutro|Ni satisfecho ni insatisfecho|Indiferente;"
      "Algo satisfecho|Algo satisfecha;"
      "Satisfecho|Satisfecha;" },
    { "satisfaction", "es",
      "Nada satisfecho|Nada satisfecha;"
      "Poco satisfecho|Poco satisfecha;"
      "Algo satisfecho|Algo satisfecha|Moderadamente satisfecho;"
      "Muy satisfecho|Muy satisfecha|Bastante satisfecho;"
      "Extremadamente satisfecho|Extremadamente satisfecha|Totalmente satisfecho;" },
    { "satisfaction", "nl",
      "Ontevreden|Niet tevreden;"
      "Neutraal|Niet tevreden, niet ontevreden|Niet tevreden en niet ontevreden;"
      "Tevreden;" },
    { "satisfaction", "nl",
      "Zeer ontevreden|Heel ontevreden|Erg ontevreden|Helemaal niet tevreden;"
      "Ontevreden|Niet tevreden|Enigszins ontevreden;"
      "Tevreden|Enigszins tevreden;"
      "Zeer tevreden|Heel tevreden|Erg tevreden;" },
    { "satisfaction", "nl",
      "Zeer ontevreden|Heel ontevreden|Erg ontevreden|Helemaal niet tevreden;"
      "Ontevreden|Niet tevreden|Enigszins ontevreden;"
      "Neutraal|Niet tevreden, niet ontevreden|Niet tevreden en niet ontevreden|Niet "
      "tevreden/niet ontevreden|Noch tevreden, noch ontevreden|Noch tevreden noch "
      "ontevreden;"
      "Tevreden|Enigszins tevreden;"
      "Zeer tevreden|Heel tevreden|Erg tevreden;" },
    { "satisfaction", "nl",
      "Ontevreden;"
      "Enigszins ontevreden;"
      "Neutraal|Niet tevreden, niet ontevreden;"
      "Enigszins tevreden;"
      "Tevreden;" },
    { "satisfaction", "it",
      "Insoddisfatto|Insoddisfatta|Insoddisfatto/a;"
      "Neutrale|Neutro|Né soddisfatto né insoddisfatto;"
      "Soddisfatto|Soddisfatta|Soddisfatto/a;" },
    { "satisfaction", "it",
      "Molto insoddisfatto|Molto insoddisfatta|Molto insoddisfatto/a|Per niente "
      "soddisfatto|Per niente soddisfatta|Per nulla soddisfatto;"
      "Insoddisfatto|Insoddisfatta|Insoddisfatto/a|Poco soddisfatto|Poco "
      "soddisfatta|Abbastanza insoddisfatto;"
      "Soddisfatto|Soddisfatta|Soddisfatto/a|Abbastanza soddisfatto|Abbastanza "
      "soddisfatta;"
      "Molto soddisfatto|Molto soddisfatta|Molto soddisfatto/a;" },
    { "satisfaction", "it",
      "Molto insoddisfatto|Molto insoddisfatta|Molto insoddisfatto/a|Per niente "
      "soddisfatto|Per niente soddisfatta|Per nulla soddisfatto;"
      "Insoddisfatto|Insoddisfatta|Insoddisfatto/a|Poco soddisfatto|Poco "
      "soddisfatta|Abbastanza insoddisfatto|Abbastanza insoddisfatta;"
      "Neutrale|Neutro|Né soddisfatto né insoddisfatto|Né soddisfatta né "
      "insoddisfatta|Né soddisfatto/a né insoddisfatto/a|Indifferente;"
      "Soddisfatto|Soddisfatta|Soddisfatto/a|Abbastanza soddisfatto|Abbastanza "
      "soddisfatta;"
      "Molto soddisfatto|Molto soddisfatta|Molto soddisfatto/a|Completamente "
      "soddisfatto;" },
    { "satisfaction", "it",
      "Insoddisfatto|Insoddisfatta;"
      "Abbastanza insoddisfatto|Abbastanza insoddisfatta;"
      "Neutrale|Neutro|Né soddisfatto né insoddisfatto;"
      "Abbastanza soddisfatto|Abbastanza soddisfatta;"
      "Soddisfatto|Soddisfatta;" },
    { "frequency", "en",
      "Never;"
      "Sometimes|Occasionally;"
      "Often|Usually|Frequently;"
      "Always;" },
    { "frequency", "en",
      "Never;"
      "Rarely|Seldom|Hardly ever;"
      "Sometimes|Occasionally;"
      "Often|Always|Frequently;" },
    { "frequency", "en",
      "Never|Almost never;"
      "Rarely|Seldom|Hardly ever|Once in a while;"
      "Sometimes|Occasionally|About half the time;"
      "Often|Usually|Frequently|Most of the time|Very often;"
      "Always|Almost always;" },
    { "frequency", "en",
      "Never;"
      "Almost never|Hardly ever;"
      "Sometimes|Occasionally|Every once in a while;"
      "Almost always|Often|Usually;"
      "Always;" },
    { "frequency", "en",
      "Never;"
      "Rarely|Seldom;"
      "Occasionally;"
      "Sometimes;"
      "Often|Frequently;"
      "Usually|Very often|Almost always;"
      "Always;" },
    { "frequency", "fr",
      "Jamais;"
      "Parfois|Quelquefois|De temps en temps|Rarement;"
      "Souvent|La plupart du temps;"
      "Toujours;" },
    { "frequency", "fr",
      "Jamais;"
      "Rarement;"
      "Parfois|Quelquefois|De temps en temps;"
      "Souvent|Toujours;" },
    { "frequency", "fr",
      "Jamais|Presque jamais;"
      "Rarement;"
      "Parfois|Quelquefois|De temps en temps|Occasionnellement;"
      "Souvent|Très souvent|La plupart du temps|Fréquemment|Généralement;"
      "Toujours|Presque toujours;" },
    { "frequency", "fr",
      "Jamais;"
      "Presque jamais;"
      "Parfois|Quelquefois;"
      "Presque toujours|Souvent;"
      "Toujours;" },
    { "frequency", "de",
      "Nie|Niemals;"
      "Manchmal|Gelegentlich|Selten;"
      "Oft|Häufig|Meistens;"
      "Immer;" },
    { "frequency", "de",
      "Nie|Niemals;"
      "Selten;"
      "Manchmal|Gelegentlich;"
      "Oft|Häufig|Immer;" },
    { "frequency", "de",
      "Nie|Niemals|Fast nie;"
      "Selten;"
      "Manchmal|Gelegentlich|Hin und wieder|Ab und zu;"
      "Oft|Häufig|Meistens|Sehr oft;"
      "Immer|Fast immer;" },
    { "frequency", "de",
      "Nie|Niemals;"
      "Fast nie;"
      "Manchmal|Gelegentlich;"
      "Fast immer|Oft|Häufig;"
      "Immer;" },
    { "frequency", "es",
      "Nunca;"
      "A veces|Algunas veces|Rara vez;"
      "A menudo|Casi siempre|Frecuentemente|Con frecuencia;"
      "Siempre;" },
    { "frequency", "es",
      "Nunca;"
      "Rara vez|Raramente|Casi nunca;"
      "A veces|Algunas veces|De vez en cuando|Ocasionalmente;"
      "A menudo|Frecuentemente|Con frecuencia|Casi siempre|Muchas veces;"
      "Siempre;" },
    { "frequency", "nl",
      "Nooit;"
      "Soms|Af en toe|Zelden;"
      "Vaak|Meestal;"
      "Altijd;" },
    { "frequency", "nl",
      "Nooit|Bijna nooit;"
      "Zelden;"
      "Soms|Af en toe;"
      "Vaak|Meestal|Regelmatig;"
      "Altijd|Bijna altijd;" },
    { "frequency", "nl",
      "Nooit;"
      "Bijna nooit;"
      "Soms|Af en toe;"
      "Bijna altijd|Vaak;"
      "Altijd;" },
    { "frequency", "it",
      "Mai;"
      "A volte|Qualche volta|Raramente;"
      "Spesso|Quasi sempre;"
      "Sempre;" },
    { "frequency", "it",
      "Mai;"
      "Raramente|Quasi mai|Di rado;"
      "A volte|Qualche volta|Talvolta|Occasionalmente;"
      "Spesso|Quasi sempre|Frequentemente|Molto spesso;"
      "Sempre;" },
    { "likelihood", "en",
      "Very unlikely|Extremely unlikely;"
      "Unlikely|Somewhat unlikely;"
      "Likely|Somewhat likely;"
      "Very likely|Extremely likely;" },
    { "likelihood", "en",
      "Not at all likely;"
      "Not very likely|Slightly likely;"
      "Somewhat likely|Fairly likely|Moderately likely;"
      "Very likely|Extremely likely;" },
    { "likelihood", "en",
      "Very unlikely|Extremely unlikely|Definitely not|Highly unlikely;"
      "Unlikely|Somewhat unlikely|Probably not;"
      "Neither likely nor unlikely|Neutral|Neither unlikely nor likely|Undecided|Might "
      "or might not|Maybe;"
      "Likely|Somewhat likely|Probably|Probably yes;"
      "Very likely|Extremely likely|Definitely|Definitely yes|Highly likely;" },
    { "likelihood", "en",
      "Not at all likely|Not likely at all;"
      "Not very likely|Slightly likely|Not so likely;"
      "Somewhat likely|Moderately likely|Fairly likely;"
      "Very likely;"
      "Extremely likely|Completely likely;" },
    { "likelihood", "en",
      "Extremely unlikely|Very unlikely;"
      "Unlikely|Moderately unlikely;"
      "Somewhat unlikely|Slightly unlikely;"
      "Neither likely nor unlikely|Neutral;"
      "Somewhat likely|Slightly likely;"
      "Likely|Moderately likely;"
      "Extremely likely|Very likely;" },
    { "likelihood", "fr",
      "Très improbable|Pas du tout probable|Certainement pas|Très peu probable;"
      "Improbable|Peu probable|Plutôt improbable|Probablement pas|Plutôt pas probable;"
      "Probable|Plutôt probable|Assez probable|Probablement;"
      "Très probable|Certainement|Tout à fait probable|Extrêmement probable;" },
    { "likelihood", "fr",
      "Très improbable|Pas du tout probable|Certainement pas|Très peu "
      "probable|Extrêmement improbable;"
      "Improbable|Peu probable|Plutôt improbable|Probablement pas|Plutôt pas probable;"
      "Ni probable ni improbable|Neutre|Ni probable, ni improbable|Peut-être;"
      "Probable|Plutôt probable|Assez probable|Probablement;"
      "Très probable|Certainement|Tout à fait probable|Extrêmement probable;" },
    { "likelihood", "de",
      "Sehr unwahrscheinlich|Überhaupt nicht wahrscheinlich|Äußerst unwahrscheinlich|Auf "
      "keinen Fall;"
      "Unwahrscheinlich|Eher unwahrscheinlich|Wahrscheinlich nicht|Eher nicht;"
      "Wahrscheinlich|Eher wahrscheinlich;"
      "Sehr wahrscheinlich|Äußerst wahrscheinlich|Auf jeden Fall;" },
    { "likelihood", "de",
      "Sehr unwahrscheinlich|Überhaupt nicht wahrscheinlich|Äußerst unwahrscheinlich|Auf "
      "keinen Fall;"
      "Unwahrscheinlich|Eher unwahrscheinlich|Wahrscheinlich nicht|Eher nicht;"
      "Weder noch|Neutral|Weder wahrscheinlich noch "
      "unwahrscheinlich|Teils/teils|Vielleicht;"
      "Wahrscheinlich|Eher wahrscheinlich;"
      "Sehr wahrscheinlich|Äußerst wahrscheinlich|Auf jeden Fall;" },
    { "likelihood", "es",
      "Muy improbable|Nada probable|Extremadamente improbable;"
      "Improbable|Poco probable|Algo improbable;"
      "Probable|Algo probable|Bastante probable;"
      "Muy probable|Extremadamente probable;" },
    { "likelihood", "es",
      "Muy improbable|Nada probable|Extremadamente improbable;"
      "Improbable|Poco probable|Algo improbable;"
      "Ni probable ni improbable|Neutral|Neutro|Tal vez|Quizás;"
      "Probable|Algo probable|Bastante probable;"
      "Muy probable|Extremadamente probable;" },
    { "likelihood", "nl",
      "Zeer onwaarschijnlijk|Heel onwaarschijnlijk|Helemaal niet waarschijnlijk|Zeker "
      "niet;"
      "Onwaarschijnlijk|Niet waarschijnlijk|Waarschijnlijk niet|Enigszins "
      "onwaarschijnlijk;"
      "Waarschijnlijk|Waarschijnlijk wel|Enigszins waarschijnlijk;"
      "Zeer waarschijnlijk|Heel waarschijnlijk|Zeker wel;" },
    { "likelihood", "nl",
      "Zeer onwaarschijnlijk|Heel onwaarschijnlijk|Helemaal niet waarschijnlijk|Zeker "
      "niet;"
      "Onwaarschijnlijk|Niet waarschijnlijk|Waarschijnlijk niet|Enigszins "
      "onwaarschijnlijk;"
      "Neutraal|Niet waarschijnlijk, niet onwaarschijnlijk|Noch waarschijnlijk, noch "
      "onwaarschijnlijk|Misschien;"
      "Waarschijnlijk|Waarschijnlijk wel|Enigszins waarschijnlijk;"
      "Zeer waarschijnlijk|Heel waarschijnlijk|Zeker wel;" },
    { "likelihood", "it",
      "Molto improbabile|Per niente probabile|Estremamente improbabile|Sicuramente no;"
      "Improbabile|Poco probabile|Abbastanza improbabile|Probabilmente no;"
      "Probabile|Abbastanza probabile|Probabilmente sì;"
      "Molto probabile|Estremamente probabile|Sicuramente sì;" },
    { "likelihood", "it",
      "Molto improbabile|Per niente probabile|Estremamente improbabile|Sicuramente no;"
      "Improbabile|Poco probabile|Abbastanza improbabile|Probabilmente no;"
      "Né probabile né improbabile|Neutrale|Neutro|Forse;"
      "Probabile|Abbastanza probabile|Probabilmente sì;"
      "Molto probabile|Estremamente probabile|Sicuramente sì;" },
};

const struct label_set *label_set_list(size_t *count_out)
{
    *count_out = sizeof sets / sizeof *sets;
    return sets;
}
