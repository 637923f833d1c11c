/* A logistic regression that learns in the page, and a session of questions that it chooses.

   Knows nothing of the page: tests run it under node beside scikit-learn and altutor. */
(function () {
  "use strict";

  const GRADIENT_NORM = 1e-8;
  const FULL_STEP = 1.5; // largest change of a logit for which a full Newton step is sure to help, rounded down
  const TIE = 1e-12;

  /** Solve the symmetric 3 x 3 system h s = g by Cramer's rule. */
  function solve(h, g) {
    const det = (m) =>
      m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
      m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
      m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    const whole = det(h);
    return g.map((_, k) => det(h.map((row, i) => row.map((value, j) => (j === k ? g[i] : value)))) / whole);
  }

  /** Return [a, b, c] that minimise the log loss of rows [x, y] with labels 0 or 1, plus (a² + b²) / 2.

      As scikit-learn's LogisticRegression with C = 1: Newton's method, its steps shortened as in altutor.logistic. */
  function fit(rows, labels) {
    const points = rows.map(([x, y]) => [x, y, 1]);
    let weights = [0, 0, 0];
    for (let turn = 0; turn < 200; turn += 1) {
      const gradient = [weights[0], weights[1], 0];
      const hessian = [[1, 0, 0], [0, 1, 0], [0, 0, 1e-12]];
      points.forEach((point, n) => {
        const p = probability(weights, point);
        for (let i = 0; i < 3; i += 1) {
          gradient[i] += (p - labels[n]) * point[i];
          for (let j = 0; j < 3; j += 1) hessian[i][j] += p * (1 - p) * point[i] * point[j];
        }
      });
      if (Math.hypot(...gradient) <= GRADIENT_NORM) return weights;
      const step = solve(hessian, gradient);
      const change = Math.max(...points.map((point) => Math.abs(logit(step, point))));
      const length = change > FULL_STEP ? Math.log1p(change) / change : 1;
      weights = weights.map((weight, i) => weight - length * step[i]);
    }
    return weights;
  }

  function logit([a, b, c], [x, y]) {
    return a * x + b * y + c;
  }

  function probability(weights, point) {
    return 1 / (1 + Math.exp(-logit(weights, point)));
  }

  /** Return the row nearest to probability 0.5 that is not taken; of equally near ones the first. */
  function leastSure(weights, points, taken) {
    const doubt = points.map((point, row) => (taken.has(row) ? -Infinity : Math.min(...both(weights, point))));
    const most = Math.max(...doubt);
    return doubt.findIndex((value) => value >= most - TIE);
  }

  function both(weights, point) {
    const p = probability(weights, point);
    return [p, 1 - p];
  }

  function accuracy(weights, points, labels) {
    return points.filter((point, n) => (logit(weights, point) > 0 ? 1 : 0) === labels[n]).length / points.length;
  }

  /** One session: `question()` is the row to label next, `answer(label)` labels it. `order` asks in that order. */
  function session(data, order) {
    const points = data.x.map((x, row) => [x, data.y[row]]);
    const heldout = data.heldout.x.map((x, row) => [x, data.heldout.y[row]]);
    const asked = [];
    const answers = [];
    const learn = () => {
      const kept = asked.map((_, n) => n).filter((n) => !data.dev.includes(n));
      const rows = [...data.start, ...kept.map((n) => asked[n])];
      const labels = [...data.start.map((row) => data.label[row]), ...kept.map((n) => answers[n])];
      return fit(rows.map((row) => points[row]), labels);
    };
    const next = () =>
      order ? order[asked.length] : leastSure(weights, points, new Set([...data.start, ...asked]));
    let weights = learn();
    let current = next();
    return {
      asked,
      answers,
      question: () => current,
      weights: () => weights,
      done: () => asked.length === data.questions,
      answer(label) {
        asked.push(current);
        answers.push(label);
        weights = learn();
        current = asked.length < data.questions ? next() : -1;
      },
      /** What the annotator sees, and what is true. */
      scores() {
        const dev = data.dev.filter((n) => n < asked.length);
        const own = accuracy(weights, dev.map((n) => points[asked[n]]), dev.map((n) => answers[n]));
        const truth = accuracy(weights, heldout, data.heldout.label);
        const hidden = asked.filter((row) => data.hidden.includes(row));
        const wrong = asked.filter((row, n) => answers[n] !== data.label[row]).length;
        return { dev: own, heldout: truth, gap: own - truth, hidden, wrong };
      },
    };
  }

  const learner = { fit, session };
  if (typeof module !== "undefined") module.exports = learner;
  else window.altutorLearner = learner;
})();
