"""Prints numbers.json: what other people's code makes of the formulas of this folder.

    python3 -m venv venv
    venv/bin/pip install scipy==1.17.1 statsmodels==0.15.0 gbstats==0.8.0 ssrm-test==0.1.5
    venv/bin/python make-numbers.py > numbers.json

gbstats is GrowthBook's engine of statistics, ssrm-test Optimizely's sequential test of sample ratios.
"""

import json

import numpy
from gbstats.frequentist.tests import SequentialConfig, SequentialTwoSidedTTest
from gbstats.models.statistics import ProportionStatistic
from scipy import special, stats
from ssrm_test import ssrm_test
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep


def interval_of(control, treated, alpha, tuned):
    test = SequentialTwoSidedTTest(
        ProportionStatistic(n=control[0], sum=control[1]),
        ProportionStatistic(n=treated[0], sum=treated[1]),
        SequentialConfig(difference_type="absolute", alpha=alpha, sequential_tuning_parameter=tuned),
    )
    low, high = test.confidence_interval
    return {
        "control": control,
        "treated": treated,
        "alpha": alpha,
        "tunedFor": tuned,
        "lift": float(test.point_estimate),
        "low": float(low),
        "high": float(high),
    }


def ratio_variance_of(control, treated):
    low, high = confint_proportions_2indep(
        treated[1], treated[0], control[1], control[0], method="log", compare="ratio", alpha=0.05
    )
    width = numpy.log(high) - numpy.log(low)
    return {"control": control, "treated": treated, "variance": float((width / 2 / stats.norm.ppf(0.975)) ** 2)}


def ratio_of(counts, shares, concentration):
    factor = ssrm_test.sequential_bayes_factors(
        numpy.array([counts]), numpy.array(shares), numpy.array(shares), concentration
    )[-1]
    return {
        "counts": counts,
        "shares": shares,
        "concentration": concentration,
        "bayesFactor": float(factor),
        "chiSquareP": float(stats.chisquare(counts, [sum(counts) * s for s in shares]).pvalue),
    }


def table_of(a, b, c, d):
    table = numpy.array([[a, b], [c, d]])
    chi2, p, _, _ = stats.chi2_contingency(table, correction=False)
    did, reached = [1, 1, 0, 0], [1, 0, 1, 0]
    phi = numpy.corrcoef(numpy.repeat(did, [a, b, c, d]), numpy.repeat(reached, [a, b, c, d]))[0, 1]
    exact = stats.fisher_exact(table).pvalue
    return {"table": [a, b, c, d], "phi": float(phi), "chi2": float(chi2), "p": float(p), "fisher": float(exact)}


# Benjamini and Hochberg (1995), section 3.2: the p-values of their example, of which four are rejected at 0.05.
published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
]
shuffled = [published[i] for i in (7, 2, 14, 0, 5, 11, 3, 1, 9, 4, 13, 6, 8, 10, 12)]
third = 1 / 3

print(
    json.dumps(
        {
            "logGamma": [[x, float(special.gammaln(x))] for x in (0.1, 0.5, 1, 1.5, 3.25, 10, 123.4, 10000.5)],
            "erfc": [[x, float(special.erfc(x))] for x in (0, 0.1, 0.5, 1, 1.5, 2.5, 4, 6, 9)],
            "intervals": [
                interval_of(control, treated, alpha, tuned)
                for control, treated in (
                    ((100, 28), (900, 369)),
                    ((5000, 1000), (5000, 1100)),
                    ((240, 12), (2160, 90)),
                )
                for alpha in (0.05, 0.05 / 3)
                for tuned in (1000, 5000)
            ],
            "ratioVariances": [
                ratio_variance_of(control, treated)
                for control, treated in (((100, 28), (900, 369)), ((240, 12), (2160, 90)))
            ],
            "ratios": [
                ratio_of(counts, shares, concentration)
                for counts, shares in (
                    ([500, 500], [0.5, 0.5]),
                    ([920, 80], [0.9, 0.1]),
                    ([960, 40], [0.9, 0.1]),
                    ([600, 400], [0.5, 0.5]),
                    ([300, 310, 290], [third, third, third]),
                    ([300, 420, 280], [third, third, third]),
                )
                for concentration in (1000, 10000)
            ],
            "tables": [
                table_of(*cells)
                for cells in ((40, 10, 60, 190), (5, 45, 50, 500), (12, 12, 12, 12), (300, 20, 90, 1600), (20, 80, 35, 65), (400, 600, 500, 2500))
            ],
            "corrected": [
                {"p": ps, "q": [float(q) for q in multipletests(ps, method="fdr_bh")[1]]}
                for ps in (published, shuffled)
            ],
        },
        indent=1,
    )
)
