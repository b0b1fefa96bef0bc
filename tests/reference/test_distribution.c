/* Distributions and corrections to their last digits, where GSL by itself loses some or
   has others on other machines. */
#include "stats/beta.h"
#include "stats/distribution.h"
#include "stats/effect.h"
#include "stats/sum.h"
#include "stats/t_expansion.h"
#include "support/test.h"

#include <math.h>

/* Upper tails at t = 1/64, 2, 8, 15 and the 97.5 % quantile, computed with mpmath 1.3 to
   40 digits from the regularised incomplete beta function. */
static void tails_keep_their_digits(void **state)
{
    (void)state;
    static const double ts[] = { 0.015625, 2, 8, 15 };
    static const struct {
        double df;
        double tails[4];
        double quantile;
    } rows[] = {
        { 1,
          { 0.49502681272104959, 0.14758361765043327, 0.039583424160565542,
            0.021189304634946412 },
          12.706204736174705 },
        { 2.5,
          { 0.49434706070560273, 0.078695747878982993, 0.0038283220655217233,
            0.00081665485827517377 },
          3.5746548420036832 },
        { 29.875,
          { 0.49381872246584206, 0.027331845196830717, 3.2292246016862828e-9,
            9.5017112550564197e-16 },
          2.0426308424018778 },
        { 30.5,
          { 0.49381766282043744, 0.027236831799839944, 2.7790772009180824e-9,
            6.3660829046470561e-16 },
          2.0408694451863206 },
        { 55,
          { 0.49379505205742162, 0.025224110981114385, 4.3605861092977436e-11,
            2.1753389602853717e-21 },
          2.0040447832891459 },
        { 113.0625,
          { 0.49378055001768798, 0.023948819374303682, 5.9578532995509071e-13,
            5.876592571557775e-29 },
          1.9811685070847393 },
        { 1000,
          { 0.49376833886349386, 0.02288517324662582, 1.7133307411957372e-15,
            2.5051194684978245e-46 },
          1.9623390808264085 },
        { 49999,
          { 0.49376681167182538, 0.022752831576141787, 6.3536054419614993e-16,
            4.7354098342429653e-51 },
          1.9600114320426527 },
        { 50001,
          { 0.49376681167057854, 0.022752831468157803, 6.3536000846451665e-16,
            4.7353617513261578e-51 },
          1.9600114301447454 },
        { 1e6,
          { 0.4937667820586686, 0.022750266925659604, 6.2275317166012598e-16,
            3.7181323836051928e-51 },
          1.959966356814107 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < 4; k++) {
            double tail = t_above(ts[k], rows[i].df);
            assert_close(tail / rows[i].tails[k], 1, 1e-11);
            assert_close(t_above(-ts[k], rows[i].df), 1 - rows[i].tails[k], 1e-12);
        }
        assert_close(t_critical(0.95, rows[i].df), rows[i].quantile, 1e-12);
    }
    assert_close(normal_critical(0.95), 1.9599639845400542, 1e-15);
    assert_close(normal_two_sided(-30) / 9.8134278542963741e-198, 1, 1e-12);
}

/* Near the middle, where a series of its own takes the place of GSL; mpmath as above. */
static void the_middle_of_t_keeps_its_digits(void **state)
{
    (void)state;
    static const double ts[] = { 0.5, 1, 2, 2.875 };
    static const double confidences[] = { 0.8, 0.95, 0.99 };
    static const struct {
        double df;
        double tails[4];
        double critical[3];
    } rows[] = {
        { 1.5,
          { 0.34028355533497, 0.22556768363835516, 0.11209416517802553,
            0.070688458999391137 },
          { 2.1963984175655374, 6.0166631044279319, 17.820310514462807 } },
        { 5,
          { 0.3191494358204645, 0.18160873382456131, 0.050969739414929178,
            0.017395347149665985 },
          { 1.4758840488244811, 2.5705818356363155, 4.0321429835552281 } },
        { 17.25,
          { 0.31169661238083581, 0.1655662931414311, 0.030749611328669946,
            0.005195671948991273 },
          { 1.3325985252345728, 2.1074887374283349, 2.8930448691009749 } },
        { 250.75,
          { 0.30875678562879925, 0.15913726652834282, 0.023289431791703199,
            0.0021936215570040544 },
          { 1.284936872082902, 1.9694697400990703, 2.5955779570353225 } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < 4; k++)
            assert_close(t_above(ts[k], rows[i].df) / rows[i].tails[k], 1, 1e-13);
        for (size_t k = 0; k < 3; k++)
            assert_close(t_critical(confidences[k], rows[i].df) / rows[i].critical[k], 1,
                         1e-13);
    }
}

/* By libquadmath to 33 digits: Newton's steps on the series DLMF 8.17.8. */
static void the_expansion_of_t_keeps_its_digits(void **state)
{
    (void)state;
    static const double confidences[] = { 0.5, 0.9, 0.95, 0.99, 0.9999 };
    static const struct {
        double df;
        size_t settled; /* of the confidences */
        double critical[5];
    } rows[] = {
        { 100,
          1,
          { 0.6769510430114714779, 1.660234326085339666, 1.983971518523551895,
            2.625890521438017607, 4.053336701201548099 } },
        { 148.25,
          4,
          { 0.6761482383514324163, 1.655196924028422214, 1.976095025262599341,
            2.60939893291667956, 3.99907445215238105 } },
        { 200.5,
          4,
          { 0.6757153424711724584, 1.65248892351402877, 1.971866290304377916,
            2.600572020984023764, 3.970293986212021841 } },
        { 645.125,
          5,
          { 0.6748702316995049247, 1.647219018076559769, 1.963648003135361079,
            2.583471654217461531, 3.915057020512800115 } },
        { 3000,
          5,
          { 0.6745715373368373559, 1.645361707837408308, 1.960755055322458073,
            2.577469134838607982, 3.895829932626062612 } },
        { 123456.75,
          5,
          { 0.6744917374148447138, 1.644865969578759594, 1.959983200128449893,
            2.575869128177047655, 3.890719022354807322 } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t settled = 0;
        for (size_t k = 0; k < 5; k++) {
            struct t_expansion expansion;
            double t;
            t_expansion_init(&expansion, confidences[k]);
            bool is_settled = t_expansion_at(&expansion, rows[i].df, &t);
            assert_close(t / rows[i].critical[k], 1, is_settled ? 4e-16 : 1e-12);
            assert_close(t_critical(confidences[k], rows[i].df) / rows[i].critical[k], 1,
                         is_settled ? 4e-16 : 2e-14);
            settled += is_settled;
        }
        assert_int_equal(settled, rows[i].settled);
    }
}

/* By mpmath 1.3 to 50 digits, from Lentz's evaluation of the fraction DLMF 8.17.22. */
static void beta_keeps_its_digits(void **state)
{
    (void)state;
    static const double rows[][4] = {
        { 0.5, 0.5, 0.25, 1. / 3 },
        { 3, 2, 0.5, 0.3125 },
        { 62.5, 0.5, 0.875, 0.000045533836647491572061 },
        { 1000, 2.5, 0.984375, 7.3927095625322913654e-6 },
        { 66212, 66779, 0.484375, 3.6361854908285812842e-23 },
        { 0.125, 40, 0.0009765625, 0.70407411680417092183 },
        { 250, 300, 0.5, 0.98362366157003670398 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double *row = rows[i];
        double below = beta_below(row[0], row[1], row[2], 1 - row[2]);
        double above = beta_below(row[1], row[0], 1 - row[2], row[2]);
        assert_close(below / row[3], 1, 1e-13);
        assert_close(above, 1 - row[3], 1e-15);
    }
    assert_close(beta_below(3, 2, 0, 1), 0, 0);
    assert_close(beta_below(3, 2, 1, 0), 1, 0);
    assert_true(isnan(beta_below(NAN, 2, 0.5, 0.5)));
    assert_true(isnan(beta_below(3, 2, NAN, NAN)));
}

/* By the same fraction. */
static void far_tails_keep_their_digits(void **state)
{
    (void)state;
    static const double fs[][4] = {
        { 1.5, 3, 10, 0.27377655597859675894 },
        { 4, 1, 250000, 0.045501343717740305122 },
        { 2.25, 2000, 35000, 8.1641531817605684444e-176 },
        { 0.75, 7, 12.5, 0.63677998621270904026 },
        { 30, 5, 600, 3.0333520970078108846e-27 },
    };
    static const double ts[][3] = {
        { 3.5, 4, 0.012448081730111376052 },     { 6, 29, 7.9639542130873323147e-7 },
        { 12, 2.5, 0.0014181075150391619145 },   { 9, 1e6, 1.1304865167464301865e-19 },
        { 4, 1e12, 0.000031671241835395035092 }, { 1e6, 1, 3.1830988618368456824e-7 },
    };
    for (size_t i = 0; i < sizeof fs / sizeof *fs; i++)
        assert_close(f_above(fs[i][0], fs[i][1], fs[i][2]) / fs[i][3], 1, 2e-13);
    for (size_t i = 0; i < sizeof ts / sizeof *ts; i++)
        assert_close(t_above(ts[i][0], ts[i][1]) / ts[i][2], 1, 1e-13);
    assert_close(f_above(0, 3, 10), 1, 0);
    assert_close(f_above(1e308, 30, 10), 0, 0);
    assert_close(f_above(INFINITY, 3, 10), 0, 0);
}

/* Sums of binomial coefficients, exactly; Python's whole numbers. Of few coins no digit
   is lost: 2 ^ -19 is a tie when it is rounded to 12 digits. */
static void coins_are_counted(void **state)
{
    (void)state;
    assert_close(fair_coins_below(0, 19), 0x1p-19, 0);
    assert_close(fair_coins_below(3, 10), 176. / 1024, 0);
    assert_close(fair_coins_below(10, 10), 1, 0);
    assert_close(fair_coins_below(0, 0), 1, 0);
    assert_close(fair_coins_below(480, 1000), 0.10872414660207047141, 1e-15);
    assert_close(fair_coins_below(480, 1001), 0.10305365541647660767, 1e-15);
    assert_close(fair_coins_below(9800, 20000), 0.0023904447279513217511, 1e-15);
    assert_true(isnan(fair_coins_below(3, 2)));
}

/* Where t is the normal distribution to all digits; the quantiles are R's qnorm(). */
static void so_much_freedom_is_normal(void **state)
{
    (void)state;
    static const double dfs[] = { 1e15, 1e16, 1e20, 1e100, 1e300, 1.7e308, INFINITY };
    for (size_t i = 0; i < sizeof dfs / sizeof *dfs; i++) {
        assert_close(t_critical(0.9, dfs[i]), 1.6448536269514722, 1e-14);
        assert_close(t_critical(1 - 0x1p-53, dfs[i]), 8.2923610758136, 1e-12);
    }
}

/* Hedges' J by mpmath 1.3 to 40 digits. */
static void hedges_correction_keeps_its_digits(void **state)
{
    (void)state;
    assert_close(hedges_correction(2), 0.564189583547756287, 1e-14);
    assert_close(hedges_correction(3), 0.723601254558267659, 1e-14);
    assert_close(hedges_correction(10), 0.922745608053087103, 1e-14);
    assert_close(hedges_correction(999), 0.999249029990597246, 1e-12);
    assert_close(hedges_correction(1000), 0.999249781179716368, 1e-14);
    assert_close(hedges_correction(5000), 0.999849991249437546, 1e-14);
    assert_close(hedges_correction(1e7), 0.999999924999997812, 1e-15);
    assert_true(isnan(hedges_correction(1)));
}

/* To the last bit, whatever the processor: the quantiles are those of GSL 2.7.1 on x86-64
   (Debian's for ARM has others), the roots mpmath's, of which a plain sum gives none. */
static void doubles_are_the_same_on_every_machine(void **state)
{
    (void)state;
    static const double quantiles[][2] = {
        { 0.5, 0x1.5956b87528a49p-1 },      { 0.8, 0x1.4813c36e26d33p+0 },
        { 0.9, 0x1.a515209676abdp+0 },      { 0.95, 0x1.f5c0331eeff82p+0 },
        { 0.99, 0x1.49b4c64d6915fp+1 },     { 0.999, 0x1.a52ffadd2f8cp+1 },
        { 1 - 1e-9, 0x1.870093adc9a0bp+2 },
    };
    static const double roots[][3] = {
        { 0x1.1e20b87b382e0p-4, 0x1.738f7d1a22dd8p-4, 0x1.d4f689d76324ep-4 },
        { 0x1.277a09a57982bp-1, 0x1.9633680658f14p-2, 0x1.668c24621f3c5p-1 },
        { 0x1.f3d7b58e26346p-1, 0x1.7d9af63a065c0p-5, 0x1.f4694b7b798c8p-1 },
        { 0x1.e840b679dda60p-5, 0x1.a5cdae7f15050p-3, 0x1.b71c273e20957p-3 },
        { 0x1.3743aaeeeacbcp-3, 0x1.f4b2be35fa362p-2, 0x1.062a02d040d2dp-1 },
        { 0, 0, 0 },
    };
    for (size_t i = 0; i < sizeof quantiles / sizeof *quantiles; i++)
        assert_close(normal_critical(quantiles[i][0]), quantiles[i][1], 0);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        assert_close(root_of_squares(roots[i][0], roots[i][1]), roots[i][2], 0);
        assert_close(root_of_squares(-roots[i][1], roots[i][0]), roots[i][2], 0);
    }
}

static void arguments_out_of_range_give_nan(void **state)
{
    (void)state;
    assert_true(isnan(normal_critical(1)) && isnan(t_critical(1, 5)));
    assert_true(isnan(normal_critical(-1)) && isnan(t_critical(0.5, -1)));
    assert_close(normal_critical(1 - 0x1p-53), 8.2923610758136, 1e-12);
    assert_close(t_critical(1 - 0x1p-53, 30), 16.6221128793956, 1e-12);
    assert_true(isnan(normal_quantile(0)));
    assert_true(isnan(normal_quantile(1)));
    assert_true(isnan(normal_quantile(NAN)));
    assert_true(isnan(t_above(1, -1)));
    assert_true(isnan(t_above(NAN, 5)));
    assert_true(isnan(normal_below(NAN)));
    assert_close(t_two_sided(INFINITY, 5), 0, 0);
    assert_close(t_two_sided(1e200, 5), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tails_keep_their_digits),
        cmocka_unit_test(the_middle_of_t_keeps_its_digits),
        cmocka_unit_test(the_expansion_of_t_keeps_its_digits),
        cmocka_unit_test(beta_keeps_its_digits),
        cmocka_unit_test(far_tails_keep_their_digits),
        cmocka_unit_test(coins_are_counted),
        cmocka_unit_test(so_much_freedom_is_normal),
        cmocka_unit_test(hedges_correction_keeps_its_digits),
        cmocka_unit_test(doubles_are_the_same_on_every_machine),
        cmocka_unit_test(arguments_out_of_range_give_nan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
