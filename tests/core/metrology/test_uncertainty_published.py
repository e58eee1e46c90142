"""GUM annex H, JCGM 101, JCGM 102 and other published propagation examples."""

import math

import numpy as np
import pytest
from scipy import stats

from quanheng.core.metrology.uncertainty import (
    Correlation,
    Influence,
    Model,
    propagate,
    second_order_u,
    simulate,
    validate_first_order,
)
from quanheng.core.metrology.uncertainty.distributions import (
    arcsine,
    curvilinear_trapezoidal,
    normal,
    observations,
    rectangular,
    student_t,
)
from tests.core.metrology.validation import cases, hold

END_GAUGE = Model(
    "end gauge",
    "1",
    lambda ls, d0, d1, d2, alphas, dalpha, dtheta, thetabar, delta: (
        ls + d0 + d1 + d2 - ls * (dalpha * (thetabar + delta) + alphas * dtheta)
    ),
    ("ls", "d0", "d1", "d2", "alphas", "dalpha", "dtheta", "thetabar", "Delta"),
)
MADE = {"rectangular": rectangular, "arcsine": arcsine}


def influence(name, distribution, **more):
    return Influence(id=f"test:{name}", label=name, distribution=distribution, **more)


def end_gauge_inputs(case):
    made = {}
    for name, q in case["inputs"]["quantities"].items():
        nu = math.inf if q["nu"] == "inf" else q["nu"]
        how = normal(q["x"], u=q["u"]) if "u" in q else MADE[q["dist"]](q["x"], half_width=q["half_width"])
        made[name] = influence(name, how, nu=nu)
    return made


def test_end_gauge_of_the_gum_to_the_last_digit(shared_data):
    case = cases(shared_data, "gum_annex_h")["GUM-H1-end-gauge"]
    result = propagate(END_GAUGE, end_gauge_inputs(case)).result
    hold(case, "y", result.values[0])
    hold(case, "u", result.u[0])
    hold(case, "u_exact", result.u[0])
    hold(case, "nu_eff_exact", result.degrees_of_freedom())
    second = second_order_u(END_GAUGE, end_gauge_inputs(case))
    hold(case, "u_second_order", second[0])
    hold(case, "u_second_order_exact", second[0])
    printed = result.coverage(0.99, truncated=True)
    hold(case, "nu_eff_truncated", printed.nu)
    hold(case, "k99", printed.k)
    # the GUM rounds intermediate uncertainties before it prints 93; the exact product is 92.48
    hold(case, "U99", round(printed.k * 32))


def simultaneous(case):
    i = case["inputs"]
    rows = {"V": i["V_volt"], "I": i["I_ampere"], "phi": i["phi_rad"]}
    r = np.corrcoef(list(rows.values()))
    inputs = {name: influence(name, observations(x), kind="A", ensemble="H.2") for name, x in rows.items()}
    pairs = [
        Correlation("test:V", "test:I", r[0, 1]),
        Correlation("test:V", "test:phi", r[0, 2]),
        Correlation("test:I", "test:phi", r[1, 2]),
    ]
    return inputs, pairs, r


IMPEDANCE = Model(
    "impedance",
    "1",
    lambda v, i, phi: (v / i * np.cos(phi), v / i * np.sin(phi), v / i),
    ("V", "I", "phi"),
    ("R", "X", "Z"),
)


def test_simultaneous_resistance_and_reactance(shared_data):
    case = cases(shared_data, "gum_annex_h")["GUM-H2-R-X-Z"]
    inputs, pairs, r = simultaneous(case)
    hold(case, "corr_V_I_phi", r)
    hold(case, "s_mean", [i.u for i in inputs.values()])
    for name, given in (("mean_V", inputs["V"]), ("mean_I", inputs["I"]), ("mean_phi", inputs["phi"])):
        hold(case, name, given.value)
    result = propagate(IMPEDANCE, inputs, pairs).result
    for place, (name, u_name) in enumerate((("R", "uR"), ("X", "uX"), ("Z", "uZ"))):
        hold(case, name, result.values[place])
        hold(case, u_name, result.u[place])
    hold(case, "y_exact", result.values)
    hold(case, "u_exact", result.u)
    c = result.correlation
    hold(case, "corr_RX_RZ_XZ_exact", [c[0, 1], c[0, 2], c[1, 2]])
    assert result.degrees_of_freedom(0) == pytest.approx(4)


def test_rounded_inputs_change_the_answer(shared_data):
    case = cases(shared_data, "gum_annex_h")["GUM-H2-rounded-inputs"]
    i = case["inputs"]
    inputs = {
        name: influence(name, normal(x, u=s)) for name, x, s in zip(("V", "I", "phi"), i["x"], i["s"], strict=True)
    }
    pairs = [
        Correlation("test:V", "test:I", i["r_VI"]),
        Correlation("test:V", "test:phi", i["r_Vphi"]),
        Correlation("test:I", "test:phi", i["r_Iphi"]),
    ]
    result = propagate(IMPEDANCE, inputs, pairs).result
    hold(case, "y", result.values)
    hold(case, "u", result.u)
    c = result.correlation
    hold(case, "corr", [c[0, 1], c[0, 2], c[1, 2]])


SUM = Model("sum", "1", lambda a, b, c, d: a + b + c + d, ("a", "b", "c", "d"))


@pytest.mark.parametrize(
    ("name", "distribution"),
    [
        ("JCGM101-9.2.2-normal", normal(0, u=1)),
        ("JCGM101-9.2.3-rectangular", rectangular(0, half_width=math.sqrt(3))),
    ],
)
def test_additive_models_of_jcgm_101(shared_data, name, distribution):
    case = cases(shared_data, "jcgm101_monte_carlo")[name]
    run = simulate(SUM, {n: influence(n, distribution) for n in "abcd"}, trials=1_000_000, seed=101)
    y = run.outputs[0]
    hold(case, "y", y.mean)
    hold(case, "u", y.sd)
    hold(case, "interval95", [y.symmetric.low, y.symmetric.high])
    assert [y.symmetric.low, y.symmetric.high] == pytest.approx(case["expected"]["interval95_exact"]["value"], abs=0.01)


MASS = Model(
    "mass calibration",
    "1",
    lambda mr, dm, a, w, r: (mr + dm) * (1 + (a - 1.2) * (1 / w - 1 / r)) - 100_000,
    ("mRc", "dmRc", "rho_a", "rho_W", "rho_R"),
)


def mass_inputs():
    return {
        "mRc": influence("mRc", normal(100_000, u=0.05)),
        "dmRc": influence("dmRc", normal(1.234, u=0.02)),
        "rho_a": influence("rho_a", rectangular(1.2, half_width=0.1)),
        "rho_W": influence("rho_W", rectangular(8000, half_width=1000)),
        "rho_R": influence("rho_R", rectangular(8000, half_width=50)),
    }


def test_mass_calibration_where_first_order_fails_its_validation(shared_data):
    case = cases(shared_data, "jcgm101_monte_carlo")["JCGM101-9.3-mass"]
    run = simulate(MASS, mass_inputs(), trials=2_000_000, seed=93)
    y, exact = run.outputs[0], case["expected"]
    assert y.mean == pytest.approx(exact["y"]["value"], abs=2e-4)
    assert y.sd == pytest.approx(exact["u"]["value"], abs=1e-4)
    # with two million trials the ends scatter by about 4e-4 (the note of the case gives 5e-4 at one million)
    assert [y.shortest.low, y.shortest.high] == pytest.approx(exact["shortest95"]["value"], abs=1.5e-3)
    first = propagate(MASS, mass_inputs()).result
    hold(case, "u_LPU_first_order", first.u[0])
    second = float(second_order_u(MASS, mass_inputs())[0])
    hold(case, "u_LPU_higher_order", second)
    reach = float(stats.norm.ppf(0.975)) * second
    hold(case, "interval95_LPU_higher_order", [first.values[0] - reach, first.values[0] + reach])
    check = validate_first_order(MASS, mass_inputs(), run, digits=1)
    ends = [check.value - check.first_order.expanded, check.value + check.first_order.expanded]
    # 100 001 − 100 000 leaves eleven digits of a double; the recorded tolerance asks for twelve
    assert ends == pytest.approx(exact["interval95_LPU_first_order"]["value"], abs=2e-11)
    assert not check.validated


GAUGE_BLOCK = Model(
    "gauge block",
    "1",
    lambda ls, d, d1, d2, alphas, theta0, delta, dalpha, dtheta: (
        ls + d + d1 + d2 - ls * (dalpha * (theta0 + delta) + alphas * dtheta) - 50_000_000
    ),
    ("Ls", "D", "d1", "d2", "alphas", "theta0", "Delta", "dalpha", "dtheta"),
)


def gauge_block_inputs():
    return {
        name: influence(name, how)
        for name, how in {
            "Ls": student_t(50_000_623, nu=18, scale=25),
            "D": student_t(215, nu=24, scale=6),
            "d1": student_t(0, nu=5, scale=4),
            "d2": student_t(0, nu=8, scale=7),
            "alphas": rectangular(11.5e-6, half_width=2e-6),
            "theta0": normal(-0.1, u=0.2),
            "Delta": arcsine(0, half_width=0.5),
            "dalpha": curvilinear_trapezoidal(0, half_width=1e-6, inexact=0.1e-6),
            "dtheta": curvilinear_trapezoidal(0, half_width=0.05, inexact=0.025),
        }.items()
    }


def test_gauge_block_of_jcgm_101(shared_data):
    case = cases(shared_data, "jcgm101_monte_carlo")["JCGM101-9.5-gauge-block"]
    run = simulate(GAUGE_BLOCK, gauge_block_inputs(), trials=4_000_000, seed=95, p=0.99)
    y = run.outputs[0]
    hold(case, "y", y.mean)
    hold(case, "u", y.sd)
    hold(case, "interval99_MC", [y.shortest.low, y.shortest.high])
    # the exact values belong to the law, a run of four million trials scatters about them
    assert y.mean == pytest.approx(case["expected"]["y_exact"]["value"], abs=0.06)
    middle = simulate(GAUGE_BLOCK, gauge_block_inputs(), trials=1_000_000, seed=96).outputs[0].symmetric
    assert [middle.low, middle.high] == pytest.approx(case["expected"]["interval95_exact"]["value"], abs=0.4)
    assert y.sd == pytest.approx(case["expected"]["u_exact"]["value"], rel=2e-3)
    assert [y.symmetric.low, y.symmetric.high] == pytest.approx(case["expected"]["interval99_exact"]["value"], abs=0.5)
    hold(case, "u_LPU", propagate(GAUGE_BLOCK, gauge_block_inputs()).result.u[0])


POLAR = Model("polar", "1", lambda re, im: (np.hypot(re, im), np.arctan2(im, re)), ("re", "im"), ("mag", "phase"))


@pytest.mark.parametrize(("name", "r"), [("JCGM102-9.3-r0", 0.0), ("JCGM102-9.3-r0.9", 0.9)])
def test_magnitude_and_phase_of_jcgm_102(shared_data, name, r):
    case = cases(shared_data, "jcgm102_multivariate")[name]
    inputs = {"re": influence("re", normal(0.001, u=0.01)), "im": influence("im", normal(0, u=0.01))}
    pairs = [Correlation("test:re", "test:im", r)] if r else []
    evaluation = propagate(POLAR, inputs, pairs)
    assert evaluation.methods == ("central difference", "central difference")
    hold(case, "LPU_mag", evaluation.result.values[0])
    hold(case, "LPU_u_mag", evaluation.result.u[0])
    hold(case, "LPU_u_phase", evaluation.result.u[1])
    run = simulate(POLAR, inputs, pairs, trials=1_000_000, seed=102)
    hold(case, "MC_mag", run.outputs[0].mean)
    hold(case, "MC_u_mag", run.outputs[0].sd)
    hold(case, "MC_phase", run.outputs[1].mean)
    hold(case, "MC_u_phase", run.outputs[1].sd)


def test_thermal_expansion_with_t_inputs_given_by_standard_deviation(shared_data):
    case = cases(shared_data, "propagation_other")["TN1900-E13-thermal-expansion"]
    model = Model("expansion", "1", lambda l0, t0, l1, t1: (l1 - l0) / (l0 * (t1 - t0)), ("L0", "T0", "L1", "T1"))
    figures = {"L0": (1.4999, 0.0001), "T0": (288.15, 0.02), "L1": (1.5021, 0.0002), "T1": (373.10, 0.05)}
    inputs = {n: influence(n, student_t(x, nu=3, sd=s)) for n, (x, s) in figures.items()}
    result = propagate(model, inputs).result
    hold(case, "y_LPU", result.values[0])
    hold(case, "u_LPU", result.u[0])
    run = simulate(model, inputs, trials=1_000_000, seed=13)
    hold(case, "y_MC", run.outputs[0].mean)
    # a t with three degrees of freedom has no fourth moment: the standard deviation of a run converges slowly
    hold(case, "u_MC", run.outputs[0].sd)


def test_logarithm_of_a_rectangle(shared_data):
    case = cases(shared_data, "propagation_other")["NPL-DEM-ES-011-log"]
    model = Model("log", "1", np.log, ("x",))
    inputs = {"x": influence("x", rectangular(0.6, half_width=0.5))}
    first = propagate(model, inputs).result
    hold(case, "y_LPU", first.values[0])
    hold(case, "u_LPU", first.u[0])
    run = simulate(model, inputs, trials=2_000_000, seed=11)
    y = run.outputs[0]
    hold(case, "y_MC", y.mean)
    hold(case, "u_MC", y.sd)
    hold(case, "shortest95", [y.shortest.low, y.shortest.high])


def test_step_attenuator(shared_data):
    case = cases(shared_data, "propagation_other")["TN1900-E11-step-attenuator"]
    names = ("Ls", "dL0a", "dL0b", "dLd", "dLia", "dLib", "dLk", "dLm", "dLs")
    model = Model("attenuator", "1", lambda s, a, b, d, ia, ib, k, m, ds: s - a + b + d - ia + ib + k + m + ds, names)
    how = {
        "Ls": student_t(30.0402, nu=3, sd=0.0091),
        "dLs": rectangular(0.003, half_width=0.00433),
        "dLib": rectangular(0, half_width=0.0005196),
        "dLia": rectangular(0, half_width=0.0005196),
        "dL0a": normal(0, u=0.002),
        "dL0b": normal(0, u=0.002),
        "dLm": arcsine(0, half_width=0.02828),
        "dLd": arcsine(0, half_width=0.001980),
        "dLk": arcsine(0, half_width=0.0029698),
    }
    run = simulate(model, {n: influence(n, how[n]) for n in names}, trials=1_000_000, seed=11)
    y = run.outputs[0]
    hold(case, "y", y.mean)
    hold(case, "u", y.sd)
    hold(case, "interval95", [y.shortest.low, y.shortest.high])
