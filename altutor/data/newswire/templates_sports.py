"""Sports: a city's name is a club in one sentence and a place in the next. See :mod:`.grammar` for the notation."""

LEADS = """
{club1.c} <beats|edges|stuns> {club2.c}
{per1} <scored twice|had {n} points> as {club1.t} beat {club2.t} {score} on {day}[ at {venue1}] to move <within a game
of|above> {club3.t} in the {league1}.

{club1.n} sign {per1.s}
{club1.t} <signed|agreed to terms with> <midfielder|pitcher|forward> {per1} on {day}[, a {n}-year deal worth {money}].
{per1.s}, {young}, <played|spent last season> <at|with> {club2.t}[ and grew up in {city1}].

{per1.s} wins {event1}
{nation1}'s {per1} won the {event1} in {city1} {day}, beating {per2} of {nation2} by {n} strokes[ for her {ord}
title].

{club1.c} tops {club2.c}
{per1.s} <hit a home run|struck late> and {club1.c} held on against {club2.c}[, which has lost {n} straight].
{club1.t} <visits|hosts> {club3.t} on {day}.

{nation1} on top against {nation2}
{nation1} <reached|slumped to> {n} for {digit} against {nation2} on the {ord} day of the Test in {city1}, with {per1}
unbeaten on {n2}. [{per2} took {digit} wickets.]

{club1} fire coach {per1.s}
{club1} fired coach {per1} on {day} after a {score} loss <at|to> {club2.t}[, the {ord} in a row]. Assistant {per2}
takes over for <the trip to {club3.c}|the visit of {club3.c}>.

{league1} punishes {per1.s}
The {league1} <fined|suspended> {per1} of {club1.t} <{money}|for {digit} games> {day} for his part in a brawl <with
{club2.t}|in {club1.p}> last week.

{uni1} rallies past {uni2}
Quarterback {per1} threw for {n2} yards as {uni1} rallied past {uni2} {score} in the {league1}[, before {big} people
at {venue1}].

Police question {club1.n} fans
Police in {club1.p} arrested {n} people after {club1.c}'s match with {club2.c}[, and {agy1} is to review safety at
{venue1}]. {per1.s}, the {club1.n} captain, appealed for calm.

{per1.s} out for {n1} weeks
{club1.n} striker {per1} will miss {n1} weeks with a <knee|hamstring> injury, {club1.t} said {day}. He was hurt in
<training in {club1.p}|the win over {club2.c}|the {event1}>.

{city1} to host {event1}
{city1} was chosen {day} to host the {soon} {event1}, ahead of {city2} and {city3}. [{per1}, head of the bid, wept
when the vote was read out.]

{per1.s} runs fastest time of year
{nat1} sprinter {per1} <clocked|ran> the fastest time of the year in {city1} on {day}, <leaving|beating> {per2} of
{nation2}. [He goes to {city2} for the {event1} next.]

{club1.c} eyes {club2.c}'s {per1.s}
{club1.c} is <close to|weighing> a bid for {club2.c} defender {per1}, {press1} reported. {club2.n} president {per2}
said he was <not for sale|going nowhere>[ before the {event1}].

{club1.n}-{club2.n} rained out
Heavy rain in {club1.p} washed out the <opener|game> between {club1.t} and {club2.t}. It will be <played|made up>
{day} at {venue1}, the {league1} said.

Five questions for {club1.n}
Can {club1.c} win without {per1.s}? The {club1.n} have lost {n} of their last {n2}, and a trip to {club2.c} is next.
[Only {club3.c} has scored less in the {league1}.]

Doping agency clears {per1.s}
{agy1} <cleared|banned> {nat1} cyclist {per1} {day}, {n} weeks after a test at the {event1}[, ruling that a laboratory
in {city1} had mixed up the samples].

Draw at {venue1}
{club1.c} and {club2.c} drew {digit}-{digit} in the {event1} {day}, {per1.s} <missing|saving> a penalty. Fans from
{club2.p} were kept in for an hour.

{per1.s} pole in {city1}
{per1} took pole position for the {event1} in {city1}, a tenth faster than {co1.s} driver {per2}. [{co2.s} has not won
in {nation1} since {year}.]

{club1.c} gets {per1.s} in trade
{club1.c} got {per1} from {club2.c} for two prospects {day}. {club2.c}, last in the {league1}, also sent {money}[, and
{club3.c} received a draft pick].

Home soil for {nation1}
{nation1} will start as favorites against {nation2} in {city1} on {day}. Coach {per1} <dropped|recalled> {per2}[, who
has scored {n} goals for the national side].

{per1.s} out in {city1}
{per1} of {nation1} <lost|fell> to {per2} in three sets in the {ord} round of the {event1} {day}. [{per2.s}, {young},
had never won in {city1}.]

{nation1} name squad for {nation2}
{nation1} left out {per1} and {per2} <for|on the eve of> the tour of {nation2}. The first match is in {city1} {day}.
[Coach {per3} called it a {adj} choice.]

{per1.s} sets record in {city1}
{per1}, {young}, swam the {event1} final in {city1} faster than anyone before, <leaving|beating> {per2} by a second.
[{nation1} took {n} medals.]

{nation1} held by {nation2}
{nation1} and {nation2} drew {digit}-{digit} in {city1} {day} in a {adj} match. {per1} scored the last goal from a
free kick. [{per2} was sent off.]

{per1.s} leads by {digit1}
{per1} shot a {n} {day} for a lead of {digit1} strokes after two rounds of the {event1} at {venue1}. [{per2} of
{nation1} was {ord}.]

{per1.s} to retire
{per1}, {young}, will retire at the end of the season. The {nat1} keeper, born in {city1}, won {n} caps[ and played
{n2} games for {club1.t}].

{per1.s} hurt
{club1.t} will be without {per1} for the trip to {city1} {day}. He fell in the snow outside his house in {city2}.
[{per2} will start.]

Boxing: {per1.s} stops {per2.s}
{per1} knocked out {per2} in the {ord} round in {city1} {day} to keep his title. [He is to meet {per3} of {nation1} in
{month}.]

{club1.c} rolls on
{per1} had {n} points and {club1.c} won its {ord} in a row. [{per2} added {n2} before leaving with a sore back.]

Rain helps {nation1}
Rain in {city1} saved {nation1} {day}, a day after {per1} was out for {n}. {nation2} leads the series {digit}-{digit}.
"""

FOLLOW_UPS = """
{club8.c} plays on {day}.

It was {per8.s}'s {ord} start of the season.

{per8}, {young}, is a free agent.

The {league8} will announce its schedule in {month}.

Tickets in {city8} sold out within an hour.

{club8.t} also made an offer.

"We were {adj}," {per8.s} said.

{nation8} is next.

The match is on {press8} at 8 p.m.

The winner meets {club8.t}.
"""
