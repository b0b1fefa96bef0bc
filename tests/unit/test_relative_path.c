/* How a study names the files beside it and elsewhere. */
#include "study/relative_path.h"
#include "support/test.h"

#include <unistd.h>

static struct arena arena;

static void goes_from_folder_to_folder(void **state)
{
    (void)state;
    assert_int_equal(chdir(SOURCE_DIR), 0);
    assert_string_equal(relative_path("symbar.json", "a/b.csv", &arena), "a/b.csv");
    assert_string_equal(relative_path("./symbar.json", "b.csv", &arena), "b.csv");
    assert_string_equal(relative_path("data/symbar.json", "data/b.csv", &arena), "b.csv");
    assert_string_equal(relative_path("data/symbar.json", "b.csv", &arena), "../b.csv");
    assert_string_equal(relative_path("data/x.json", "data/hotels/b.csv", &arena),
                        "hotels/b.csv");
    assert_string_equal(relative_path("data/hotels/x.json", "docs/b.csv", &arena),
                        "../../docs/b.csv");
    assert_string_equal(relative_path("data/../docs/x.json", "docs/b.csv", &arena),
                        "b.csv");
    assert_string_equal(relative_path("data/x.json", "/tmp/b.csv", &arena), "/tmp/b.csv");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(goes_from_folder_to_folder) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
