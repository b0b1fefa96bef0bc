/* One bad study per way of being refused: its slug, its place, its words and its way out.
   Each row has one fault, and one diagnostic is all that it may get. */
#include "study/study_read.h"
#include "support/quoted.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

struct refusal {
    const char *study;
    const char *slug;
    const char *pointer; /* NULL: the file as a whole */
    const char *message;
    const char *hint; /* NULL: none */
};

#define FILES "'employees':{'files':['e.csv']},'customers':{'files':['c.csv']},"
#define SCALES                                                                           \
    "'scales':{'s':{'kind':'likert','min':1,'max':5},"                                   \
    "'nps':{'kind':'nps','min':0,'max':10}},"
#define DIMENSIONS "'dimensions':[{'id':'d','scale':'s','employees':'Q1'}]"

#define WITH(rest) "{" FILES SCALES DIMENSIONS "," rest "}"
#define WITH_EMPLOYEES(rest)                                                             \
    "{'employees':{'files':['e.csv']," rest                                              \
    "},'customers':{'files':['c.csv']}," SCALES DIMENSIONS "}"
#define WITH_SCALE(rest) "{" FILES DIMENSIONS ",'scales':{'s':{" rest "}}}"
#define LIKERT5 "'kind':'likert','min':1,'max':5,"
#define WITH_DIMENSIONS(rest) "{" FILES SCALES "'dimensions':" rest "}"
#define WITH_DIMENSION(rest) WITH_DIMENSIONS("[{'id':'d'," rest "}]")

#define COLUMN_HINT                                                                      \
    "a column is a header name, or an object with one of name (and occurrence), text, "  \
    "import_id, index"
#define NPS_HINT                                                                         \
    "NPS takes one item; make each nps item a dimension of its own, or use a likert "    \
    "scale for an average"
#define REVERSE_HINT                                                                     \
    "min and max are the lowest and the highest code; where a low code is the good "     \
    "answer, flip the item with \"reverse\": true"
#define SCALE_HINT "give the item or its dimension a \"scale\", one of the study's scales"

static const struct refusal root_refusals[] = {
    { "[]", "wrong-type", NULL, "a study must be an object, not a list", NULL },
    { "{" FILES DIMENSIONS "}", "missing-key", NULL, "'scales' is missing", NULL },
    { "{" FILES "'scales':{}}", "missing-key", NULL, "'dimensions' is missing", NULL },
    { WITH("'symbar':2"), "study-version", "/symbar",
      "this symbar reads study version 1 only",
      "write \"symbar\": 1, or use a newer symbar" },
    { WITH("'symbar':'1'"), "wrong-type", "/symbar",
      "'symbar' must be a number, not a text", NULL },
    { WITH("'title':7"), "wrong-type", "/title",
      "'title' must be a text, or an object with a text per language, not a number",
      NULL },
    { WITH("'title':{}"), "empty-text", "/title", "this object names no language", NULL },
    { WITH("'title':{'fr':''}"), "empty-text", "/title/fr", "this text is empty", NULL },
    { WITH("'title':{'fr':'x','it':'y'}"), "unknown-key", "/title/it", "unknown key 'it'",
      "one of en, fr, de, es" },
    { WITH("'dimension':[]"), "unknown-key", "/dimension", "unknown key 'dimension'",
      "did you mean 'dimensions'?" },
    { WITH("'Title':'x'"), "unknown-key", "/Title", "unknown key 'Title'",
      "did you mean 'title'?" },
    { WITH("'min_n':5"), "unknown-key", "/min_n", "unknown key 'min_n'",
      "'min_n' is a key of 'privacy'" },
    { WITH("'a~b/c':5"), "unknown-key", "/a~0b~1c", "unknown key 'a~b/c'",
      "one of $schema, symbar, title, employees, customers, scales, dimensions, units, "
      "waves, analysis, privacy, bad_answers, outcomes, benchmark, checks, notes" },
    { WITH("'title':'x','title':'y'"), "duplicate-key", "/title",
      "key 'title' stands here twice", NULL },
    { WITH("'checks':[{'id':'a','metric':'gap.index','max':1,'max':2}]"), "duplicate-key",
      "/checks/0/max", "key 'max' stands here twice", NULL },
    { WITH("'bad_answers':'refused'"), "unknown-value", "/bad_answers",
      "unknown value 'refused'", "did you mean 'refuse'?" },
    { WITH("'bad_answers':'x'"), "unknown-value", "/bad_answers", "unknown value 'x'",
      "one of refuse, missing" },
    { WITH("'bad_answers':false"), "wrong-type", "/bad_answers",
      "'bad_answers' must be a text, not true or false", NULL },
    { WITH("'checks':{}"), "wrong-type", "/checks",
      "'checks' must be a list, not an object", NULL },
    { WITH("'checks':[3]"), "wrong-type", "/checks/0",
      "this must be an object, not a number", NULL },
    { WITH("'notes':['a',null]"), "wrong-type", "/notes/1",
      "this must be a text, not null", NULL },
    { WITH("'notes':'a'"), "wrong-type", "/notes", "'notes' must be a list, not a text",
      NULL },
};

static const struct refusal side_refusals[] = {
    { "{'customers':{'files':['c.csv']}," SCALES DIMENSIONS "}", "no-files", "/employees",
      "no files for employees",
      "list them under employees.files, or name them with --employees" },
    { "{'employees':{'files':['e.csv']},'customers':{'unit':'u'}," SCALES DIMENSIONS "}",
      "no-files", "/customers", "no files for customers",
      "list them under customers.files, or name them with --customers" },
    { "{'employees':{'files':[]},'customers':{'files':['c']}," SCALES DIMENSIONS "}",
      "no-files", "/employees", "no files for employees",
      "list them under employees.files, or name them with --employees" },
    { "{'employees':3,'customers':{'files':['c']}," SCALES DIMENSIONS "}", "wrong-type",
      "/employees", "'employees' must be an object, not a number", NULL },
    { "{'employees':{'files':'e.csv'},'customers':{'files':['c']}," SCALES DIMENSIONS "}",
      "wrong-type", "/employees/files", "'files' must be a list, not a text", NULL },
    { "{'employees':{'files':['a','']},'customers':{'files':['c']}," SCALES DIMENSIONS
      "}",
      "empty-text", "/employees/files", "a file name is empty", NULL },
    { "{'employees':{'files':['a','b','a']},'customers':{'files':['c']}," SCALES
          DIMENSIONS "}",
      "file-twice", "/employees/files", "file 'a' is listed twice", NULL },
    { "{'employees':{'files':['-']},'customers':{'files':['-']}," SCALES DIMENSIONS "}",
      "standard-input-twice", NULL, "standard input ('-') is named 2 times",
      "standard input can be read once only" },
    { WITH_EMPLOYEES("'units':'x'"), "unknown-key", "/employees/units",
      "unknown key 'units'", "did you mean 'unit'?" },
    { WITH_EMPLOYEES("'unit':5"), "wrong-type", "/employees/unit",
      "'unit' must be a column name or an object, not a number", NULL },
    { WITH_EMPLOYEES("'unit':''"), "empty-text", "/employees/unit", "this text is empty",
      NULL },
    { WITH_EMPLOYEES("'unit':{}"), "column-reference", "/employees/unit",
      "this names no column", COLUMN_HINT },
    { WITH_EMPLOYEES("'unit':{'occurrence':2}"), "column-reference", "/employees/unit",
      "this names no column", COLUMN_HINT },
    { WITH_EMPLOYEES("'unit':{'name':'a','index':2}"), "column-reference",
      "/employees/unit", "this names a column in more than one way", COLUMN_HINT },
    { WITH_EMPLOYEES("'unit':{'text':'a','occurrence':2}"), "column-reference",
      "/employees/unit/occurrence", "'occurrence' goes with 'name' only", COLUMN_HINT },
    { WITH_EMPLOYEES("'unit':{'index':0}"), "out-of-range", "/employees/unit/index",
      "'index' must be at least 1 and at most 1000000, not 0", NULL },
    { WITH_EMPLOYEES("'unit':{'index':1.5}"), "wrong-type", "/employees/unit/index",
      "'index' must be a whole number, not 1.5", NULL },
    { WITH_EMPLOYEES("'unit':{'importid':'QID1'}"), "unknown-key",
      "/employees/unit/importid", "unknown key 'importid'", "did you mean 'import_id'?" },
    { WITH_EMPLOYEES("'header_rows':0"), "out-of-range", "/employees/header_rows",
      "'header_rows' must be at least 1 and at most 20, not 0", NULL },
    { WITH_EMPLOYEES("'header_rows':'two'"), "wrong-type", "/employees/header_rows",
      "'header_rows' must be a number or \"auto\", not a text", NULL },
    { WITH_EMPLOYEES("'encoding':'utf-8//IGNORE'"), "unknown-value",
      "/employees/encoding", "'utf-8//IGNORE' is no name of an encoding",
      "such as \"utf-8\", \"windows-1252\" or \"auto\"" },
    { WITH_EMPLOYEES("'delimiter':'x'"), "unknown-value", "/employees/delimiter",
      "'x' is no delimiter",
      "one of \"auto\", \",\", \";\", \"tab\", \"|\", \":\", \"^\", \"~\"" },
    { WITH_EMPLOYEES("'decimal':'komma'"), "unknown-value", "/employees/decimal",
      "unknown value 'komma'", "did you mean 'comma'?" },
    { WITH_EMPLOYEES("'quote':'single'"), "unknown-value", "/employees/quote",
      "unknown value 'single'", "one of auto, double, none" },
    { WITH_EMPLOYEES("'platform':'Qualtrics'"), "unknown-value", "/employees/platform",
      "unknown value 'Qualtrics'", "did you mean 'qualtrics'?" },
    { WITH_EMPLOYEES("'set_aside':true"), "wrong-type", "/employees/set_aside",
      "'set_aside' must be a text, not true or false", NULL },
    { WITH_EMPLOYEES("'layout':{'respondent':'r','question':'q'}"), "missing-key",
      "/employees/layout", "'answer' is missing", NULL },
    { WITH_EMPLOYEES(
          "'layout':{'respondent':'r','question':'q','answer':'a'},'weight':'w'"),
      "not-supported-yet", "/employees/weight",
      "'weight' does not go with 'layout': a weight is read from a respondent's one row",
      "export one row per respondent, or leave the weight out" },
    { WITH_EMPLOYEES("'population':'h.csv'"), "not-supported-yet",
      "/employees/population", "headcounts by unit, on a side without a 'unit' column",
      "write how many there are in all, such as 1200" },
    { WITH_EMPLOYEES("'population':0"), "out-of-range", "/employees/population",
      "'population' must be at least 1 and at most 1000000000, not 0", NULL },
    { WITH_EMPLOYEES("'population':70.5"), "wrong-type", "/employees/population",
      "'population' must be a whole number, not 70.5", NULL },
    { WITH_EMPLOYEES("'population':{}"), "missing-key", "/employees/population",
      "'file' is missing", NULL },
    { WITH_EMPLOYEES("'unit':'u','population':{'column':'n','file':'h.csv'}"),
      "unknown-value", "/employees/population",
      "'column' is of the export and stands alone; 'file' has columns of its own", NULL },
    { WITH_EMPLOYEES("'wave':'w','population':9"), "not-supported-yet",
      "/employees/population",
      "a population is that of one wave, and the report is of all",
      "name the wave in analysis.wave, such as \"latest\"" },
    { WITH_EMPLOYEES("'raking':{'unit':{'a':1}}"), "unknown-value",
      "/employees/raking/unit", "the side has no 'unit' column", NULL },
    { WITH_EMPLOYEES("'segment':{'id':'role','column':'r'},'raking':{'rolle':{'a':1}}"),
      "unknown-value", "/employees/raking/rolle",
      "the side has no segment column 'rolle'", "did you mean 'role'?" },
    { WITH_EMPLOYEES("'unit':'u','raking':{'unit':'population'}"), "unknown-value",
      "/employees/raking/unit", "no sizes for 'unit'",
      "write {\"name\": size, ...}; \"unit\": \"population\" takes the headcounts of the "
      "side's population" },
    { WITH_EMPLOYEES("'unit':'u','raking':{'unit':{}}"), "empty-text",
      "/employees/raking/unit", "a margin without sizes", NULL },
    { WITH_EMPLOYEES("'wave':3"), "wrong-type", "/employees/wave",
      "'wave' must be a column name or an object, not a number", NULL },
    { WITH_EMPLOYEES("'wave':{'column':'d','by':'week'}"), "unknown-value",
      "/employees/wave/by", "unknown value 'week'", "one of month, quarter, year" },
    { WITH_EMPLOYEES("'wave':{'column':'d','by':'month','order':'dym'}"), "unknown-value",
      "/employees/wave/order", "unknown value 'dym'", "did you mean 'dmy'?" },
    { WITH_EMPLOYEES("'wave':{'column':'d','order':'dmy'}"), "missing-key",
      "/employees/wave", "'order' needs 'by'",
      "write \"by\": \"month\" for a column of dates, or leave 'order' out" },
    { WITH_EMPLOYEES("'wave':{'column':'d','bye':'month'}"), "unknown-key",
      "/employees/wave/bye", "unknown key 'bye'", "did you mean 'by'?" },
    { WITH_EMPLOYEES("'segment':['a','b','a']"), "duplicate-id", "/employees/segment/2",
      "segment 'a' is there already",
      "give it an id of its own: {\"id\": ..., \"column\": ...}" },
    { WITH_EMPLOYEES("'segment':{'column':'a','idd':'x'}"), "unknown-key",
      "/employees/segment/idd", "unknown key 'idd'", "did you mean 'id'?" },
    { WITH("'analysis':{'wave':'latest'},'units':{'unmatched':'drop'}"), "unknown-value",
      "/analysis", "a report of one wave cannot drop unmatched units",
      "units are matched over all waves: set units.unmatched to \"keep\", or leave "
      "analysis.wave out" },
    { WITH("'waves':['a','b','a']"), "duplicate-id", "/waves", "wave 'a' is listed twice",
      NULL },
    { WITH("'analysis':{'contrast':{'segment':'role','front':'a','back':'b'}}"),
      "unknown-value", "/analysis/contrast/segment",
      "employees have no segment column 'role'", "name the column in employees.segment" },
    { WITH_EMPLOYEES("'keep':{'column':'a','in':['1']}"), "wrong-type", "/employees/keep",
      "'keep' must be a list, not an object", NULL },
    { WITH_EMPLOYEES("'keep':[{'in':['1']}]"), "missing-key", "/employees/keep/0",
      "'column' is missing", NULL },
    { WITH_EMPLOYEES("'keep':[{'column':'a'}]"), "keep-rule", "/employees/keep/0",
      "this rule says nothing about the column", "add one of in, not_in, min, max" },
    { WITH_EMPLOYEES("'keep':[{'column':'a','in':[]}]"), "empty-list",
      "/employees/keep/0/in", "'in' lists nothing: no row would be kept", NULL },
    { WITH_EMPLOYEES("'keep':[{'column':'a','in':[true]}]"), "wrong-type",
      "/employees/keep/0/in/0", "this must be a text, not true or false",
      "write the cell as it stands in the file, in quotes" },
    { WITH_EMPLOYEES("'keep':[{'column':'a','min':3,'max':2}]"), "keep-rule",
      "/employees/keep/0", "'min' is above 'max': no row would be kept", NULL },
    { WITH_EMPLOYEES("'keep':[{'column':'a','min':'3'}]"), "wrong-type",
      "/employees/keep/0/min", "'min' must be a number, not a text", NULL },
    { WITH_EMPLOYEES("'missing':{'invalid':['x']}"), "unknown-key",
      "/employees/missing/invalid", "unknown key 'invalid'",
      "one of blank, not_shown, dont_know, not_applicable, refused" },
    { WITH_EMPLOYEES("'missing':{'blank':'-99'}"), "wrong-type",
      "/employees/missing/blank", "'blank' must be a list, not a text", NULL },
    { WITH_EMPLOYEES("'missing':{'blank':['','-99'],'refused':[-99]}"), "missing-clash",
      "/employees/missing/refused/0", "'-99' is listed twice as missing", NULL },
};

static const struct refusal scale_refusals[] = {
    { "{" FILES DIMENSIONS ",'scales':[]}", "wrong-type", "/scales",
      "'scales' must be an object of scales, not a list", NULL },
    { WITH_SCALE("'min':1,'max':5"), "missing-key", "/scales/s", "'kind' is missing",
      NULL },
    { WITH_SCALE("'kind':'likert','max':5"), "missing-key", "/scales/s",
      "'min' is missing", NULL },
    { WITH_SCALE("'kind':'cast','min':1,'max':5"), "unknown-value", "/scales/s/kind",
      "unknown value 'cast'", "did you mean 'csat'?" },
    { WITH_SCALE("'kind':'likert','min':'1','max':5"), "wrong-type", "/scales/s/min",
      "'min' must be a number, not a text", NULL },
    { WITH_SCALE("'kind':'likert','min':5,'max':1"), "scale-bounds", "/scales/s",
      "scale 's': 'min' must be below 'max'", REVERSE_HINT },
    { WITH_SCALE("'kind':'likert','min':3,'max':3"), "scale-bounds", "/scales/s",
      "scale 's': 'min' must be below 'max'", REVERSE_HINT },
    { WITH_SCALE("'kind':'likert','min':1,'max':1e12"), "out-of-range", "/scales/s/max",
      "'max' must be at least -1000000000 and at most 1000000000, not 1000000000000",
      NULL },
    { WITH_SCALE(LIKERT5 "'top':5"), "wrong-type", "/scales/s/top",
      "'top' must be a list, not a number", NULL },
    { WITH_SCALE(LIKERT5 "'top':[]"), "empty-list", "/scales/s/top",
      "'top' lists no codes", NULL },
    { WITH_SCALE(LIKERT5 "'top':[4,'5']"), "wrong-type", "/scales/s/top/1",
      "this must be a number, not a text", NULL },
    { WITH_SCALE(LIKERT5 "'top':[4,6]"), "code-outside-scale", "/scales/s/top/1",
      "code 6 is outside scale 's' (1 to 5)", NULL },
    { WITH_SCALE(LIKERT5 "'top':[5,4,5]"), "duplicate-code", "/scales/s/top",
      "code 5 is listed twice", NULL },
    { WITH_SCALE(LIKERT5 "'labels':['Bad','Good']"), "wrong-type", "/scales/s/labels",
      "'labels' must be an object of texts and their codes, not a list", NULL },
    { WITH_SCALE(LIKERT5 "'labels':{'Good':'5'}"), "wrong-type", "/scales/s/labels/Good",
      "'Good' must be a number, not a text", NULL },
    { WITH_SCALE(LIKERT5 "'labels':{'Good':0}"), "code-outside-scale",
      "/scales/s/labels/Good", "code 0 is outside scale 's' (1 to 5)", NULL },
    { WITH_SCALE(LIKERT5 "'labels':{'':2}"), "empty-text", "/scales/s/labels/",
      "this label is empty", NULL },
    { WITH_SCALE(LIKERT5 "'labels':{'5 - Good':4}"), "label-contradicts-code",
      "/scales/s/labels/5 - Good", "label '5 - Good' begins with 5 but has code 4",
      "give it code 5; where high answers are bad, flip the item with \"reverse\": "
      "true" },
    { WITH_SCALE(LIKERT5 "'labels':{'Good':5,' good':4}"), "label-contradicts-code",
      "/scales/s/labels/ good", "label ' good' reads like 'Good', which has code 5",
      NULL },
    { WITH_SCALE(LIKERT5 "'labels':{'Good':5,'Good':4}"), "duplicate-key",
      "/scales/s/labels/Good", "key 'Good' stands here twice", NULL },
    { WITH_SCALE("'kind':'nps','min':1,'max':10"), "nps-scale", "/scales/s",
      "nps scale 's' is not 0 to 10 and states no promoters and detractors",
      "add \"promoters\" and \"detractors\", or make it 0 to 10" },
    { WITH_SCALE("'kind':'nps','min':0,'max':10,'promoters':[9]"), "nps-classes",
      "/scales/s", "scale 's' states only one of promoters and detractors", NULL },
    { WITH_SCALE("'kind':'nps','min':1,'max':5,'promoters':[4,5],'detractors':[1,4]"),
      "nps-classes", "/scales/s/promoters",
      "scale 's': every promoter must be above every detractor", NULL },
    { WITH_SCALE(LIKERT5 "'detractors':[1]"), "nps-classes", "/scales/s/detractors",
      "scale 's' has promoters or detractors but is no nps scale", NULL },
};

static const struct refusal dimension_refusals[] = {
    { WITH_DIMENSIONS("{}"), "wrong-type", "/dimensions",
      "'dimensions' must be a list, not an object", NULL },
    { WITH_DIMENSIONS("[]"), "empty-list", "/dimensions", "'dimensions' is empty",
      "a study needs at least one dimension" },
    { WITH_DIMENSIONS("['d']"), "wrong-type", "/dimensions/0",
      "this must be an object, not a text", NULL },
    { WITH_DIMENSIONS("[{'scale':'s','employees':'Q'}]"), "missing-key", "/dimensions/0",
      "'id' is missing", NULL },
    { WITH_DIMENSIONS("[{'id':'','scale':'s','employees':'Q'}]"), "empty-text",
      "/dimensions/0/id", "this text is empty", NULL },
    { WITH_DIMENSIONS("[{'id':'*','scale':'s','employees':'Q'}]"), "unknown-value",
      "/dimensions/0/id", "'*' cannot be an id", "checks use '*' for every dimension" },
    { WITH_DIMENSIONS("[{'id':'a','scale':'s','employees':'Q'},"
                      "{'id':'a','scale':'s','customers':'Q'}]"),
      "duplicate-id", "/dimensions/1/id", "two dimensions have the id 'a'", NULL },
    { WITH_DIMENSION("'scale':'s'"), "empty-dimension", "/dimensions/0",
      "neither 'employees' nor 'customers' was asked", NULL },
    { WITH_DIMENSION("'scale':'s','employees':null"), "empty-dimension", "/dimensions/0",
      "neither 'employees' nor 'customers' was asked", NULL },
    { WITH_DIMENSION("'scale':'s','employees':[]"), "empty-list",
      "/dimensions/0/employees", "'employees' lists no items",
      "leave 'employees' out where that side was not asked" },
    { WITH_DIMENSION("'scale':'s','employees':7"), "wrong-type",
      "/dimensions/0/employees",
      "'employees' must be a column name or an item object, not a number", NULL },
    { WITH_DIMENSION("'lens':'mirorr','scale':'s','employees':'Q'"), "unknown-value",
      "/dimensions/0/lens", "unknown value 'mirorr'", "did you mean 'mirror'?" },
    { WITH_DIMENSION("'employees':'Q'"), "no-scale", "/dimensions/0/employees",
      "this item has no scale", SCALE_HINT },
    { WITH_DIMENSION("'employees':[{'column':'a','scale':'s'},{'column':'b'}]"),
      "no-scale", "/dimensions/0/employees/1", "this item has no scale", SCALE_HINT },
    { WITH_DIMENSION("'scale':'npc','employees':'Q','customers':'Q'"), "unknown-scale",
      "/dimensions/0/scale", "unknown scale 'npc'", "did you mean 'nps'?" },
    { WITH_DIMENSION("'customers':{'column':'a','scale':'agree'}"), "unknown-scale",
      "/dimensions/0/customers/scale", "unknown scale 'agree'", "one of s, nps" },
    { WITH_DIMENSION("'scale':'s','employees':{'scale':'s'}"), "missing-key",
      "/dimensions/0/employees", "'column' is missing", NULL },
    { WITH_DIMENSION("'scale':'s','employees':{'column':'a','reversed':true}"),
      "unknown-key", "/dimensions/0/employees/reversed", "unknown key 'reversed'",
      "did you mean 'reverse'?" },
    { WITH_DIMENSION("'scale':'s','employees':{'column':'a','reverse':'yes'}"),
      "wrong-type", "/dimensions/0/employees/reverse",
      "'reverse' must be true or false, not a text", NULL },
    { WITH_DIMENSION("'scale':'s','employees':['a','b',{'column':{'name':'a'}}]"),
      "column-twice", "/dimensions/0/employees/2",
      "this column is already an item of the dimension", NULL },
    { WITH_DIMENSION("'scale':'nps','employees':['a','b']"), "nps-several-items",
      "/dimensions/0/employees", "'employees' has an nps item among 2 items", NPS_HINT },
    { WITH_DIMENSION("'scale':'s','employees':['a','b'],'min_items':3"), "out-of-range",
      "/dimensions/0/min_items", "'min_items' must be at least 1 and at most 2, not 3",
      NULL },
    { WITH_DIMENSION("'scale':'s','employees':'a','min_items':{'customers':1}"),
      "out-of-range", "/dimensions/0/min_items/customers",
      "'customers' has no items here", NULL },
    { WITH_DIMENSION("'scale':'s','employees':'a','min_items':[1]"), "wrong-type",
      "/dimensions/0/min_items", "'min_items' must be a number, not a list", NULL },
};

static const struct refusal rule_refusals[] = {
    { WITH("'units':[]"), "wrong-type", "/units", "'units' must be an object, not a list",
      NULL },
    { WITH("'units':{'match':'exact'}"), "wrong-type", "/units/match",
      "'match' must be a list, not a text", NULL },
    { WITH("'units':{'match':['exact','acents']}"), "unknown-value", "/units/match/1",
      "unknown value 'acents'", "did you mean 'accents'?" },
    { WITH("'units':{'aliases':''}"), "empty-text", "/units/aliases",
      "this text is empty", NULL },
    { WITH("'units':{'unmatched':'kep'}"), "unknown-value", "/units/unmatched",
      "unknown value 'kep'", "did you mean 'keep'?" },
    { WITH("'analysis':{'margn':3}"), "unknown-key", "/analysis/margn",
      "unknown key 'margn'", "did you mean 'margin'?" },
    { WITH("'analysis':{'confidence':95}"), "out-of-range", "/analysis/confidence",
      "'confidence' must be at least 0.5 and below 1, not 95", NULL },
    { WITH("'analysis':{'confidence':1}"), "out-of-range", "/analysis/confidence",
      "'confidence' must be at least 0.5 and below 1, not 1", NULL },
    { WITH("'analysis':{'alpha':0}"), "out-of-range", "/analysis/alpha",
      "'alpha' must be above 0 and at most 0.5, not 0", NULL },
    { WITH("'analysis':{'margin':-5}"), "out-of-range", "/analysis/margin",
      "'margin' must be above 0 and at most 100, not -5", NULL },
    { WITH("'analysis':{'margin':null}"), "wrong-type", "/analysis/margin",
      "'margin' must be a number, not null", NULL },
    { WITH("'analysis':{'adjust':'bonferroni'}"), "unknown-value", "/analysis/adjust",
      "unknown value 'bonferroni'", "one of holm, bh, none" },
    { WITH("'analysis':{'high':101}"), "out-of-range", "/analysis/high",
      "'high' must be at least 0 and at most 100, not 101", NULL },
    { WITH("'analysis':{'reference':'mean'}"), "unknown-value", "/analysis/reference",
      "unknown value 'mean'", "an index from 0 to 100, or \"median\"" },
    { WITH("'analysis':{'reference':true}"), "wrong-type", "/analysis/reference",
      "'reference' must be an index from 0 to 100 or \"median\", not true or false",
      NULL },
    { WITH("'privacy':{'min_n':0}"), "out-of-range", "/privacy/min_n",
      "'min_n' must be at least 1 and at most 1000000, not 0", NULL },
    { WITH("'privacy':{'min_n':{'employees':2.5}}"), "wrong-type",
      "/privacy/min_n/employees", "'employees' must be a whole number, not 2.5", NULL },
    { WITH("'privacy':{'min_n':{'staff':5}}"), "unknown-key", "/privacy/min_n/staff",
      "unknown key 'staff'", "one of employees, customers" },
    { WITH("'privacy':{'unanimity':'yes'}"), "wrong-type", "/privacy/unanimity",
      "'unanimity' must be an object, not a text", NULL },
};

static const char *or_none(const char *text)
{
    return text ? text : "(none)";
}

static void check_refusal(const struct refusal *row)
{
    char *text = quoted(row->study);
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study *study = NULL;
    enum symbar_status status =
        study_parse(text, strlen(text), "symbar.json", NULL, &study, diagnostics);
    if (symbar_diagnostics_count(diagnostics) != 1) {
        print_error("%zu diagnostics for %s\n", symbar_diagnostics_count(diagnostics),
                    text);
        for (size_t i = 0; i < symbar_diagnostics_count(diagnostics); i++)
            print_error("  %s\n", symbar_diagnostics_at(diagnostics, i)->message);
    }
    assert_int_equal(symbar_diagnostics_count(diagnostics), 1);
    const struct symbar_diagnostic *item = symbar_diagnostics_at(diagnostics, 0);
    assert_int_equal(status, SYMBAR_BAD_INPUT);
    assert_null(study);
    assert_string_equal(item->message, row->message);
    assert_string_equal(item->id, row->slug);
    assert_int_equal(item->severity, SYMBAR_ERROR);
    assert_int_equal(item->count, 1);
    assert_string_equal(item->path, "symbar.json");
    assert_string_equal(or_none(item->pointer), or_none(row->pointer));
    assert_string_equal(or_none(item->hint), or_none(row->hint));
    symbar_diagnostics_free(diagnostics);
    free(text);
}

#define CHECK_ALL(table)                                                                 \
    for (size_t i = 0; i < sizeof(table) / sizeof *(table); i++)                         \
    check_refusal(&(table)[i])

static void refuses_at_the_root(void **state)
{
    (void)state;
    CHECK_ALL(root_refusals);
}

static void refuses_in_a_side(void **state)
{
    (void)state;
    CHECK_ALL(side_refusals);
}

static void refuses_in_a_scale(void **state)
{
    (void)state;
    CHECK_ALL(scale_refusals);
}

static void refuses_in_a_dimension(void **state)
{
    (void)state;
    CHECK_ALL(dimension_refusals);
}

static void refuses_in_the_rules(void **state)
{
    (void)state;
    CHECK_ALL(rule_refusals);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_at_the_root),  cmocka_unit_test(refuses_in_a_side),
        cmocka_unit_test(refuses_in_a_scale),   cmocka_unit_test(refuses_in_a_dimension),
        cmocka_unit_test(refuses_in_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
