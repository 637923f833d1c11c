/* Be the annotator: the reader labels what a model, learning in the page, is least sure of. */
(function () {
  "use strict";
  if (typeof window === "undefined" || !window.altutorPlayers) return;
  const { html, svg, plane, speaker, button, onWidth, start, STAR } = window.altutorPlayers;
  const { session } = window.altutorLearner;

  const BOX = [-4.4, 9.4, -1.7, 4.1]; // left, right, bottom, top of the map
  const CLASSES = ["no organisation", "an organisation"];
  const OWN = "Your questions, chosen by the model";
  const RANDOM = "Drawn at random, answered by the oracle";
  const three = (number) => number.toFixed(3).replace("-", "−");

  start("annotator", (live, data) => {
    let mine = session(data);
    const random = session(data, data.order);
    while (!random.done()) random.answer(data.label[random.question()]);

    const count = html("p", { class: "player-name" });
    const sentence = html("p", { class: "player-sentence" });
    const asking = html("p", {});
    const choices = [1, 0].map((label) =>
      button(`${label ? "A" : "B"}: ${CLASSES[label]}`, { class: "player-button player-choice" }, () => choose(label))
    );
    const feedback = html("p", { class: "player-checked" });
    const rest = button("Answer the rest for me", {}, finish);
    const again = button("Start again", {}, restart);
    const buttons = html("div", { class: "player-controls", role: "group", "aria-label": "Your answer" }, ...choices);
    const more = html("div", { class: "player-controls" }, rest);
    const card = html("div", { class: "player-card" }, count, sentence, asking, buttons, feedback, more);
    const panels = html("div", { class: "player-panels" });
    const result = html("div", { class: "player-result", tabindex: -1 });
    const [left, right] = data.axes.x;
    const [low, high] = data.axes.y;
    const axes =
      `Left to right: from ${left} to ${right}. Bottom to top: from “${low}” to “${high}”. ` +
      "Rings: questions, filled where the answer was A.";
    const status = speaker();
    const map = makeMap("uncertainty", OWN, () => mine);
    const randomMap = makeMap("random", RANDOM, () => random);
    live.append(panels, html("p", { class: "player-axes" }, axes), result, status.element);
    live.addEventListener("keydown", (event) => {
      const label = { a: 1, b: 0 }[event.key.toLowerCase()];
      if (label === undefined || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (mine.done()) return;
      event.preventDefault();
      choose(label);
    });
    ask("Two labels are given (stars). The ringed row is the one that the model is least sure of.");

    function choose(label) {
      const row = mine.question();
      const truth = data.label[row];
      mine.answer(label);
      const found = truth === label ? "The oracle agrees" : "The oracle says otherwise";
      const checked = `You said: ${CLASSES[label]}. ${found}: ${name(row)} is ${CLASSES[truth]} here.`;
      if (mine.done()) close(checked);
      else ask(checked);
    }

    function finish() {
      const left = data.questions - mine.asked.length;
      while (!mine.done()) mine.answer(data.label[mine.question()]);
      close(`The oracle answered ${left} of the ${data.questions} questions.`);
    }

    function restart() {
      mine = session(data);
      ask("A new session: the same pool, the same two labels.");
      choices[0].focus();
    }

    function ask(checked) {
      const row = mine.question();
      if (!panels.contains(card)) panels.replaceChildren(card, map.element);
      result.replaceChildren();
      count.textContent = `Question ${mine.asked.length + 1} of ${data.questions}`;
      sentence.replaceChildren(...marked(row));
      asking.textContent = `Is ${name(row)} an organisation here?`;
      map.draw();
      const text = data.text[row].replace(/[[\]]/g, "");
      feedback.textContent = checked;
      status.say("", `${checked} ${count.textContent}: ${text} ${asking.textContent}`);
    }

    function close(checked) {
      panels.replaceChildren(map.element, randomMap.element);
      result.replaceChildren(...verdict(checked), html("div", { class: "player-controls" }, again));
      map.draw();
      randomMap.draw();
      status.say("", checked);
      result.focus({ preventScroll: true }); // the button that had it is gone
    }

    /** What came out, for both kinds of questions. */
    function verdict(checked) {
      const found = { uncertainty: mine.scores(), random: random.scores() };
      const { dev, heldout, wrong } = found.uncertainty;
      const asked = (scores) => scores.hidden.length;
      const rows = [
        [`right on the dev split (${data.dev.length} answers)`, "dev", (scores) => three(scores.dev)],
        [`right on ${data.heldout.x.length} held-out rows`, "heldout", (scores) => three(scores.heldout)],
        ["dev minus held-out", "gap", (scores) => three(scores.gap)],
        ["questions about the group on the right", "hidden", asked],
      ].map(([words, measure, tell]) => {
        const cells = Object.entries(found).map(([strategy, scores]) => {
          const mean = data.average[strategy][measure][0];
          const usual = `mean of ${data.sessions}: ${measure === "hidden" ? mean.toFixed(1) : three(mean)}`;
          return html("td", {}, html("b", {}, tell(scores)), html("small", {}, usual));
        });
        return html("tr", {}, html("th", { scope: "row" }, words), ...cells);
      });
      const head = ["Measured", "your questions", "random questions"].map((word) => html("th", { scope: "col" }, word));
      const below = `below, means of ${data.sessions} sessions that the oracle answered`;
      const table = html(
        "table",
        { class: "player-verdict" },
        html("caption", {}, `Your session and a random one; ${below}`),
        html("thead", {}, html("tr", {}, ...head)),
        html("tbody", {}, ...rows)
      );
      const kept = data.dev.map((n) => n + 1).join(", ");
      const many = wrong ? `${wrong} of your answers` : "None of your answers";
      const differ = `${many} ${wrong > 1 ? "differ" : "differs"} from the oracle's.`;
      const unseen = found.random.hidden.map((row) => html("li", {}, ...marked(row)));
      const group = "random questions were about the group on the right";
      const seen = `${asked(found.random)} of the ${data.questions} ${group}`;
      return [
        html("p", {}, html("b", {}, `Your dev split says ${three(dev)}; held-out rows say ${three(heldout)}.`)),
        html("p", {}, `${checked} The dev split was questions ${kept}. ${differ}`),
        table,
        html("p", {}, `${seen}, against ${asked(found.uncertainty)} of yours${unseen.length ? ":" : "."}`),
        unseen.length ? html("ul", {}, ...unseen) : "",
      ];
    }

    /** The sentence of a row, its name marked. */
    function marked(row) {
      return data.text[row].split(/[[\]]/).map((part, n) => (n === 1 ? html("mark", {}, part) : part));
    }

    function name(row) {
      return data.text[row].match(/\[(.*)\]/)[1];
    }

    /** The pool, what a session asked, and what its model believes. */
    function makeMap(strategy, title, current) {
      const holder = html("div", { class: "player-map" });
      let width = 0;
      function draw() {
        if (!width) return;
        const run = current();
        const label = `Map of the pool: ${run.asked.length} of ${data.questions} questions answered`;
        const words = ["no organisation", "organisation"];
        const { x, y } = data;
        const drawn = plane({ width, x, y, box: BOX, shape: () => "circle", sure: 0.95, label, words });
        const on = (row) => ({ transform: `translate(${drawn.at(row)})` });
        drawn.picture.append(
          ...run.asked.map((row, n) => svg("circle", { class: `asked answer-${run.answers[n]}`, r: 4.4, ...on(row) })),
          ...data.start.map((row) => svg("path", { class: "started", d: STAR, ...on(row) }))
        );
        if (!run.done()) drawn.picture.append(svg("circle", { class: "newest", r: 9, ...on(run.question()) }));
        drawn.believe(run.weights());
        holder.replaceChildren(drawn.picture);
      }
      onWidth(holder, (now) => {
        width = now;
        draw();
      });
      const heading = html("p", { class: "player-head" }, html("b", {}, title));
      return { element: html("div", { class: `player-panel series-${strategy}` }, heading, holder), draw };
    }
  });
})();
