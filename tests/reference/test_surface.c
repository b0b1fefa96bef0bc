/* The congruence surface against R's lm; see make_surface.R. */
#include "stats/surface.h"
#include "support/test.h"

#include <math.h>

struct surface_case {
    const char *name;
    size_t unit_count;
    const double *x;
    const double *y;
    const double *z;
    double model[3]; /* centre, R^2, p */
    double coefficients[SURFACE_TERMS][3];
    double features[SURFACE_FEATURES][3];
    double axis[4]; /* slope, its se, intercept, its se */
};

static const struct surface_case cases[] = {
#include "surface_cases.inc"
};

/* 9 digits of a figure, of its own size or that of its standard error. */
static void assert_figure(const struct surface_figure *figure, const double expected[3])
{
    double size = fmax(fabs(expected[0]), expected[1]);
    assert_close(figure->value, expected[0], 1e-9 * size);
    assert_close(figure->se, expected[1], 1e-9 * expected[1]);
    assert_close(figure->p, expected[2], 1e-8 * fmax(expected[2], 1e-12));
}

static void surfaces_are_those_of_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct surface_case *c = &cases[i];
        const struct points points = { c->x, c->y, c->unit_count };
        struct surface fitted;
        assert_int_equal(surface(&points, c->z, &fitted), SHORTFALL_NONE);
        assert_close(fitted.centre, c->model[0], 1e-12 * c->model[0]);
        assert_close(fitted.r2, c->model[1], 1e-9);
        assert_close(fitted.p, c->model[2], 1e-8 * fmax(c->model[2], 1e-12));
        for (size_t t = 0; t < SURFACE_TERMS; t++)
            assert_figure(&fitted.coefficients[t], c->coefficients[t]);
        for (size_t a = 0; a < SURFACE_FEATURES; a++)
            assert_figure(&fitted.features[a], c->features[a]);
        assert_true(fitted.has_axis);
        assert_close(fitted.axis_slope, c->axis[0], 1e-9 * fabs(c->axis[0]));
        assert_close(fitted.axis_slope_se, c->axis[1], 1e-8 * c->axis[1]);
        assert_close(fitted.axis_intercept, c->axis[2], 1e-8 * fabs(c->axis[2]));
        assert_close(fitted.axis_intercept_se, c->axis[3], 1e-8 * c->axis[3]);
    }
}

static void says_what_it_lacks(void **state)
{
    (void)state;
    const struct surface_case *c = &cases[0];
    double flat[40] = { 0 };
    struct surface fitted;
    const struct points few = { c->x, c->y, SURFACE_LEAST_UNITS - 1 };
    const struct points whole = { c->x, c->y, c->unit_count };
    const struct points line = { c->x, c->x, c->unit_count };
    const struct points one = { flat, flat, c->unit_count };
    assert_int_equal(surface(&few, c->z, &fitted), SHORTFALL_UNITS);
    assert_int_equal(surface(&whole, flat, &fitted), SHORTFALL_SPREAD);
    assert_int_equal(surface(&one, c->z, &fitted), SHORTFALL_SPREAD);
    assert_int_equal(surface(&line, c->z, &fitted), SHORTFALL_DIRECTION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(surfaces_are_those_of_r),
        cmocka_unit_test(says_what_it_lacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
