/* Means with intervals, as altutor.claims computes them; used by the player of minutes, and tested in node. */
(function () {
  "use strict";

  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const mean = (numbers) => sum(numbers) / numbers.length;

  /** The segment of a rising curve that holds a value, and how far along it lies, from 0 to 1. */
  function between(x, at) {
    const next = x.findIndex((value, n) => n > 0 && value >= at);
    const n = next < 0 ? x.length - 2 : next - 1;
    return [n, x[n + 1] > x[n] ? Math.max(0, Math.min(1, (at - x[n]) / (x[n + 1] - x[n]))) : 0];
  }

  /** Variance of a mean over held-out texts, and its degrees of freedom: the stratified jackknife.

      `without` holds the mean with each block of texts left out, `strata` the stratum of each block. */
  function jackknife(without, strata) {
    let [variance, df] = [0, 0];
    for (const stratum of new Set(strata)) {
      const group = without.filter((_, block) => strata[block] === stratum);
      variance += ((group.length - 1) / group.length) * sum(group.map((value) => (value - mean(group)) ** 2));
      df += group.length - 1;
    }
    return [variance, df];
  }

  /** Mean over seeds and its t interval over seeds and held-out texts, degrees of freedom by Satterthwaite.

      `t` holds quantiles by degrees of freedom. One seed has no interval: low and high are null. */
  function estimate({ seeds, without }, strata, t) {
    const middle = mean(seeds);
    if (seeds.length < 2) return { middle, low: null, high: null };
    const ofSeeds = sum(seeds.map((value) => (value - middle) ** 2)) / (seeds.length - 1) / seeds.length;
    const [ofTexts, df] = jackknife(without, strata);
    const total = ofSeeds + ofTexts;
    if (total === 0) return { middle, low: middle, high: middle };
    const freedom = total ** 2 / (ofSeeds ** 2 / (seeds.length - 1) + ofTexts ** 2 / df);
    const place = Math.max(0, Math.min(t.quantiles.length - 1.001, (freedom - t.from) / t.step));
    const n = Math.floor(place);
    const half = (t.quantiles[n] + (place - n) * (t.quantiles[n + 1] - t.quantiles[n])) * Math.sqrt(total);
    return { middle, low: middle - half, high: middle + half };
  }

  const made = { mean, between, jackknife, estimate };
  if (typeof module !== "undefined") module.exports = made;
  else window.altutorInterval = made;
})();
