"""World news: first line of a paragraph is the headline, the rest the lead. See :mod:`.grammar` for the notation."""

LEADS = """
{nation1} <opens|resumes> talks with {mil1}
The {nat1} government <opened|resumed> talks {day} with {mil1}, [which has fought the army for {n} years, ]and said a
{adj} cease-fire <in|around> {city1} could follow <within weeks|before the end of {month}>.

Blast kills {n1} in {city1}
A car bomb exploded {place} {city1} on {day}, killing {n1} people and wounding {n2} others[ at a police post]. {mil1}
<claimed responsibility|said it carried out the attack>[, {nat1} police said].

{party1} leads {nation1} vote
{party1} took an early lead in {nation1}'s election {day}, with {pct} of the ballots counted, while {party2} <lost
ground|did worse than expected> <in the north|around {city1}>[; its leader, {per1}, conceded].

{per1.s} urges {un1.s} to act
The president of {nation1}, {per1}, <urged|asked> {un1} on {day} to send <monitors|food|{n} observers> to {city1}[,
where {big} people have fled the fighting][; {un1.s} has not replied].

{court1} rejects {nation1} appeal
The {court1} <rejected|threw out> an appeal {day} by {per1}, the former <defense|finance|interior> minister of
{nation1}, [who was jailed for {n} years ]<over|in a case about> payments from {co1}.

Floods leave thousands homeless in {nation1}
At least {n} people died and {big} lost their homes when <rivers burst|a dam broke> near {city1}, officials said
{day}. [Soldiers were flown in from {city2} with tents and water.]

{un1.s} envoy arrives in {city1}
A {un1.s} envoy, {per1}, arrived in {city1} {day} to meet the <prime minister|foreign minister|opposition> after
{agy1} <reported|warned of> new clashes <on the border|in the hills>[ with {nation2}].

Gunmen seize {n1} in {city1}
Gunmen <believed to be from|who said they belonged to> {mil1} seized {n1} {nat1} <engineers|drivers|teachers> <{place}
{city1}|on the road to {city1}>[, a spokesman for {co1.s} said], and demanded that {nation2} withdraw its troops.

{per1.s} quits as {title1}
{title1} {per1} <resigned|stepped down> {day} after the {press1} <reported|wrote> that he had <taken|accepted> {money}
from a {nat1} businessman[, plunging the government into crisis].

Thousands march in {city1}
Tens of thousands of people marched through {city1} on {day} to protest <the war in {nation1}|cuts in pensions|a ban
on head scarves>. {per1}, {age}, a <nurse|farmer|teacher>, said <she|he> had walked from {city2}.

{nation1}, {nation2} near border deal
{nation1} and {nation2} are close to a deal on their {adj} border, diplomats said {day}, {n} years after a war that
killed {big} people. [{per1}, the {nat2} foreign minister, will fly to {city1} next week.]

{chamber1} <votes|moves> to curb {agy1.s}
{nation1}'s {chamber1} voted {day} to curb the powers of {agy1}, after {party1} <accused|complained that> {agy1.s} <of
spying on|had spied on> its members[ in {city1}].

{n1} hurt as train derails near {city1}
A train <carrying|with> {n2} passengers came off the rails near {city1} <early {day}|in heavy rain>,
<injuring|hurting> {n1} people, {agy1} said. [The driver, {per1}, {age}, was held for questioning.]

{mil1} leader killed, {nation1} says
Troops killed {per1}, the <leader|military chief|founder> of {mil1}, in a raid {place} {city1}, the {min1} said {day}.
[{mil1} denied it.]

{nation1} bird flu kills {n1}
{un1} said {day} that bird flu had killed {n1} people in {nation1}, and that the {adj} outbreak <near|around> {city1}
was <not over|a warning>. [A doctor at {lab1} said he had seen {n2} cases.]

Strike paralyses {city1}
A strike <by bus drivers|over pay> brought {city1} to a halt {day}[ for the {ord} time this {month}]. Parliament was
closed and the {min1} sent its staff home; {party1} <backed|supports> the strikers.

{per1.s} wins {ord1} term
{per1} <was sworn in|won a {ord1} term> as president of {nation1} {day}, promising <peace|jobs|reform>. His
<rival|cousin>, {per2} of {party1}, <refused to concede|called the vote a farce>.

{city1} mourns dead
Bells rang in {city1} at noon {day} for the {n} children killed in a <fire|bus crash|mudslide> a week ago. [The {nat1}
president, {per1}, laid flowers.]

Snow cuts off {city1}
Heavy snow closed the roads to {city1} in the {nat1} mountains for a {ord} day {day}, leaving {n} villages without
power. [Farmers lost {big} sheep.]

Rebels free {n1} miners in {nation1}
Rebels in the north of {nation1} freed {n1} {nat2} miners {day} after {n2} days in the jungle. They were flown to
{city1}. ["We are well," one of them, {per1}, said.]

{per1.s} pardoned
{per1}, {age}, who spent {n} years in prison for a murder in {city1}, was pardoned {day} after his brother, {per2},
confessed. [The president of {nation1} signed the papers.]

{nation1} to vote in {month1}
Voters in {nation1} will choose a president in {month1}, the first time since the war. {per1} and {per2} lead a field
of {n}. [Both come from {city1}.]

Police fire on crowd in {city1}
Police in {city1} fired on a crowd {day}, wounding {n}. The army sent {big} men into the town. [{nation2} told its
citizens to leave {nation1}.]

{nation1} frees {nat2} journalist
{nation1} freed {per1}, a {nat2} journalist with the {press1}, {day} after {n} months. She was arrested {place}
{city1}.

Soldier accused in {city1} shooting
A {nat1} soldier was charged {day} with shooting {per1}, {age}, {place} {city1}. The {min1} said he was from
{nation1}'s {force1}[ and had served {n} years].

{per1.s} visits {city1}
{per1}, the {nat1} president, laid a wreath in {city1} {day}, {n} years after {nation1} invaded. Members of {party1}
stayed at home. ["It is late," said {per2}, {age}.]

Priest found dead in {city1}
A priest was found dead {day} in {city1}, <in the south of|a port in> {nation1}. Police held {n} men. [{per1}, his
housekeeper, had heard shots.]
"""

FOLLOW_UPS = """
{per8.s} said the decision was "{adj}".

Reporters from {press8} were turned away.

Army helicopters circled over {city8} until dusk.

The {min8} declined to comment.

{nation8} has promised {money} in aid.

{party8} called for an inquiry.

It was the {ord} such incident since {month}.

The interior ministry put the number at {n8}.

{agy8.s} is to publish a report in {month}.

{mil8}, a smaller group, stayed out of it.
"""
