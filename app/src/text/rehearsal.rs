//! Words of the rehearsal: what is tried, what would come of it, and why.

use shared::{
    document::Key,
    locale::{Locale, format_integer, format_money},
    money::{Currency, Money},
    ruleset::{Code, TieBreak},
    tally::{Decider, Reason, Shortfall},
};

messages! {
    tab { es: "Ensayo", en: "Rehearsal" }
    title { es: "Ensayar el tarjetón", mx: "Ensayar la boleta", en: "Rehearse the ballot" }
    lead {
        es: "Pruebe las reglas antes de que alguien vote: marque tarjetones de mentira y vea quién ganaría y por qué. Nada de esto se guarda ni cuenta.",
        mx: "Pruebe las reglas antes de que alguien vote: marque boletas de mentira y vea quién ganaría y por qué. Nada de esto se guarda ni cuenta.",
        en: "Try the rules before anybody votes: mark pretend ballots and see who would win and why. None of it is kept or counts."
    }
    to_try { es: "Ensayar", en: "Rehearse" }
    to_rehearse { es: "Ensayar estas reglas", en: "Rehearse these rules" }
    what_title { es: "Qué se ensaya", en: "What is rehearsed" }
    version { es: "Reglas", en: "Rules" }
    in_force { es: "Las que rigen ahora", en: "Those in force now" }
    sheet { es: "Tarjetón", mx: "Boleta", en: "Ballot" }
    place { es: "Con qué proyectos", en: "With which projects" }
    real_places { es: "Proyectos que están en el tarjetón", mx: "Proyectos que están en la boleta", en: "Projects that are on the ballot" }
    sample_places { es: "Proyectos de ejemplo", en: "Sample projects" }
    real_place(code, name, count) { es: "{code} {name}: {count} proyectos", en: "{code} {name}: {count} projects" }
    sample_place(kind) { es: "De ejemplo, en: {kind}", en: "Made up, in: {kind}" }
    projects { es: "Cuántos proyectos de ejemplo", en: "How many sample projects" }
    projects_hint(most) { es: "De 1 a {most}.", en: "From 1 to {most}." }
    ceiling { es: "Techo de ejemplo", en: "Sample ceiling" }
    ceiling_hint(amount) { es: "Por ejemplo, {amount}. Los costos de ejemplo se hacen a su medida.", en: "For example {amount}. Sample costs are made to fit it." }
    prepare { es: "Preparar el ensayo", en: "Prepare the rehearsal" }
    begin_again_note {
        es: "Al preparar otro ensayo se borran los tarjetones que ya echó.",
        mx: "Al preparar otro ensayo se borran las boletas que ya echó.",
        en: "Preparing another rehearsal forgets the ballots you have cast."
    }

    sample_notice(contests) {
        es: "Los proyectos de «{contests}» son de ejemplo: los títulos y los costos son inventados.",
        en: "The projects of “{contests}” are samples: their titles and costs are made up."
    }
    sample_for_rule {
        es: "Las reglas reparten por tema o por territorio mayor, y los proyectos todavía no lo dicen. Por eso son de ejemplo.",
        en: "The rules divide by theme or by larger territory, and projects do not say theirs yet. That is why these are samples."
    }
    sample_title(number) { es: "Proyecto de ejemplo {number}", en: "Sample project {number}" }
    sample_of_theme(theme) { es: "Tema: {theme}", en: "Theme: {theme}" }
    sample_within(code) { es: "En: {code}", en: "In: {code}" }

    ballot_title { es: "Su tarjetón de ensayo", mx: "Su boleta de ensayo", en: "Your pretend ballot" }
    cast { es: "Echar este tarjetón", mx: "Echar esta boleta", en: "Cast this ballot" }
    cast_one { es: "Va 1 tarjetón echado a mano.", mx: "Va 1 boleta echada a mano.", en: "1 ballot cast by hand so far." }
    cast_many(count) { es: "Van {count} tarjetones echados a mano.", mx: "Van {count} boletas echadas a mano.", en: "{count} ballots cast by hand so far." }
    no_ballot_title { es: "Con estas reglas no se puede votar", en: "Nobody could vote by these rules" }
    no_sheet { es: "Estas reglas todavía no tienen tarjetones. Agréguelos en el archivo del borrador.", mx: "Estas reglas todavía no tienen boletas. Agréguelas en el archivo del borrador.", en: "These rules have no ballots yet. Add them in the draft's file." }
    no_contest(contest) { es: "El tarjetón lleva «{contest}», que no está entre las decisiones.", mx: "La boleta lleva «{contest}», que no está entre las decisiones.", en: "The ballot holds “{contest}”, which is not among the decisions." }
    no_offer(contest) { es: "{contest}: con ese techo no se pueden inventar proyectos.", en: "{contest}: no projects can be made up for that ceiling." }
    no_rules_title { es: "No hay reglas para ensayar", en: "There are no rules to rehearse" }
    no_rules { es: "Empiece un borrador y vuelva.", en: "Begin a draft and come back." }
    to_rules { es: "Ir a las reglas", en: "Go to the rules" }

    outcome_title { es: "Qué pasaría", en: "What would happen" }
    nothing_cast {
        es: "Eche su primer tarjetón, o agregue votos de ejemplo, y aquí verá quién ganaría.",
        mx: "Eche su primera boleta, o agregue votos de ejemplo, y aquí verá quién ganaría.",
        en: "Cast your first ballot, or add sample votes, and you will see here who would win."
    }
    by_hand { es: "Echados a mano", en: "Cast by hand" }
    made_up { es: "De ejemplo", en: "Made up" }
    counted { es: "Votos válidos", en: "Valid votes" }
    blanks { es: "En blanco", en: "Blank" }
    ceiling_of { es: "Techo", en: "Ceiling" }
    spent { es: "Costo de los ganadores", en: "Cost of the winners" }
    left { es: "Sobra", en: "Left over" }
    undo { es: "Quitar el último", en: "Take back the last one" }
    restart { es: "Empezar de nuevo", en: "Start again" }
    caption(contest) { es: "Quién ganaría en «{contest}»", en: "Who would win in “{contest}”" }
    turn { es: "Turno", en: "Turn" }
    money_votes { es: "Billetera", en: "Play money" }

    samples_title { es: "Votos de ejemplo", en: "Sample votes" }
    samples_detail {
        es: "Son tarjetones inventados que cumplen las reglas. La misma semilla inventa los mismos.",
        mx: "Son boletas inventadas que cumplen las reglas. La misma semilla inventa las mismas.",
        en: "Made-up ballots that keep to the rules. The same seed makes up the same ones."
    }
    samples { es: "Cuántos", en: "How many" }
    samples_hint(most) { es: "De 0 a {most}.", en: "From 0 to {most}." }
    seed { es: "Semilla", en: "Seed" }
    seed_hint { es: "Una palabra cualquiera.", en: "Any word." }
    add { es: "Contar con estos votos", en: "Count with these votes" }

    ties_title { es: "Empates", en: "Ties" }
    no_ties { es: "No hubo empates.", en: "There were no ties." }
    tied(numbers, score) { es: "Los números {numbers} empataron con {score}.", en: "Numbers {numbers} tied with {score}." }
    before(first, second, why) { es: "El {first} va antes que el {second}: {why}.", en: "{first} goes before {second}: {why}." }
    decisive { es: "Ese orden decidió quién ganó.", en: "That order decided who won." }
    not_decisive { es: "Con otro orden habrían ganado los mismos.", en: "In another order the same ones would have won." }
    lower_cost { es: "cuesta menos", en: "it costs less" }
    higher_cost { es: "cuesta más", en: "it costs more" }
    earlier { es: "se registró antes", en: "it was registered earlier" }
    ballot_number { es: "su número es menor", en: "its number is lower" }
    neighbourhoods { es: "lo apoyan más barrios", en: "more neighbourhoods support it" }
    by_draw { es: "así salió en el sorteo", en: "so it came out in the draw" }
    no_draw_needed { es: "por su número, sin sorteo, porque ganan los mismos", en: "by its number, without a draw, because the same ones win" }
    last_resort { es: "por su número, porque en todo lo demás son iguales", en: "by its number, because they are equal in all else" }

    draw_title { es: "Hace falta un sorteo público", en: "A public draw is needed" }
    draw_among(numbers, score) {
        es: "Los números {numbers} empataron con {score}, y de su orden depende quién gana.",
        en: "Numbers {numbers} tied with {score}, and who wins depends on their order."
    }
    draw_seed { es: "Semilla del sorteo", en: "Seed of the draw" }
    draw_seed_hint {
        es: "En una votación de verdad nadie la puede saber antes: por ejemplo, el resultado de una lotería de ese día.",
        en: "In a real vote nobody may know it beforehand: for example, the result of a lottery of that day."
    }
    draw { es: "Sortear", en: "Draw" }
    drawn { es: "Cómo repetir el sorteo", en: "How to repeat the draw" }
    drawn_detail(seed) {
        es: "La semilla fue «{seed}». La suerte de cada número es esta huella (SHA-256); va primero la menor. Cualquiera la calcula con:",
        en: "The seed was “{seed}”. Each number's lot is this fingerprint (SHA-256); the lowest goes first. Anybody gets it with:"
    }

    fits_not(cost, left, missing) {
        es: "Cuesta {cost} y solo quedaban {left}: faltaron {missing}.",
        en: "It costs {cost} and only {left} was left: {missing} was missing."
    }
    won_within(cost, left) { es: "Cabe: cuesta {cost} y quedaban {left}.", en: "It fits: it costs {cost} and {left} was left." }
    won_place { es: "Está entre los primeros, cueste lo que cueste.", en: "It is among the first, whatever it costs." }
    fits_not_theme(theme, missing) {
        es: "Al tema «{theme}» le faltaron {missing} para alcanzarlo.",
        en: "The theme “{theme}” lacked {missing} for it."
    }
    theme_full(theme, most) { es: "Los cupos del tema «{theme}» ({most}) ya estaban ocupados.", en: "The places of the theme “{theme}” ({most}) were taken." }
    no_part(theme) { es: "El tema «{theme}» no tiene parte en el dinero.", en: "The theme “{theme}” has no part of the money." }
    no_theme { es: "No tiene tema, y el dinero se reparte por temas.", en: "It has no theme, and the money is divided by theme." }
    places_taken(winners) { es: "Los cupos para ganar ({winners}) ya estaban ocupados.", en: "The places to win ({winners}) were taken." }
    quota_reached(within, each) { es: "Los cupos de «{within}» ({each}) ya estaban ocupados.", en: "The places of “{within}” ({each}) were taken." }
    no_territory { es: "No está en ninguno de los territorios entre los que se reparte.", en: "It lies in none of the territories among which winners are spread." }
    excluded(number, group) {
        es: "De «{group}» solo puede ganar un proyecto, y ya había ganado el número {number}.",
        en: "Only one project of “{group}” can win, and number {number} had won."
    }
    below(score, minimum) { es: "Obtuvo {score} y necesita por lo menos {minimum}.", en: "It got {score} and needs at least {minimum}." }
    bought_all(round, supporters, price) {
        es: "Se compró en la ronda {round}: las {supporters} personas que lo apoyan pagaron {price} por voto o punto.",
        en: "Bought in round {round}: the {supporters} people who support it paid {price} for each vote or point."
    }
    bought(round, supporters, full, price) {
        es: "Se compró en la ronda {round}: de las {supporters} personas que lo apoyan, {full} pagaron {price} por voto o punto y las demás dieron lo que les quedaba.",
        en: "Bought in round {round}: of the {supporters} people who support it, {full} paid {price} for each vote or point and the others gave what they had left."
    }
    loaded(round, supporters, load) {
        es: "Se pagó en la ronda {round} entre las {supporters} personas que lo apoyan; con este, cada una lleva pagados {load}.",
        en: "Paid in round {round} by the {supporters} people who support it; with this one, each has paid {load} in all."
    }
    loaded_nobody { es: "Nadie lo apoya, pero quedaba dinero.", en: "Nobody supports it, but money was left." }
    unaffordable { es: "A quienes lo apoyan no les alcanzó con lo que les quedaba de su parte.", en: "Those who support it had too little left of their shares." }
    fell_short(money, cost, percent) {
        es: "Les quedaban {money} de los {cost} que cuesta: tuvo el {percent} % del apoyo que necesitaba.",
        en: "They had {money} left of the {cost} it costs: it had {percent} % of the support it needed."
    }
    went_to(voters, money, number) {
        es: "{voters} de ellas pagaron {money} por el número {number}.",
        en: "{voters} of them paid {money} for number {number}."
    }
    no_support { es: "Ningún voto lo nombra.", en: "No ballot names it." }
    ended { es: "El conteo había terminado: uno anterior no cupo.", en: "The count had ended: one before it did not fit." }
    tied_round(numbers, round) { es: "Los números {numbers} quedaron iguales en la ronda {round}.", en: "Numbers {numbers} were equal in round {round}." }
    draw_among_some(numbers) {
        es: "Entre los números {numbers} hay proyectos que nada más distingue, y de su orden puede depender quién gana.",
        en: "Among numbers {numbers} there are projects that nothing else tells apart, and who wins may depend on their order."
    }
    chip_no_support { es: "Sin apoyo suficiente", en: "Not enough support" }
    withdrawn { es: "Se retiró.", en: "It was withdrawn." }
    chip_won { es: "Gana", en: "Wins" }
    chip_no_fit { es: "No cabe", en: "Does not fit" }
    chip_no_place { es: "Sin cupo", en: "No place left" }
    chip_few { es: "Pocos votos", en: "Few votes" }
    chip_out { es: "No compite", en: "Does not compete" }

    wrong_title { es: "La dirección pide algo que no se puede ensayar", en: "The address asks for something that cannot be rehearsed" }
    no_such_version { es: "Esa versión de las reglas no existe aquí. Escoja una de la lista.", en: "There is no such version of the rules here. Choose one of the list." }
    no_such_sheet(found) { es: "Estas reglas no tienen un tarjetón «{found}».", mx: "Estas reglas no tienen una boleta «{found}».", en: "These rules have no ballot “{found}”." }
    no_such_place(found) { es: "No hay un territorio ni una clase de territorio «{found}» en este tarjetón.", mx: "No hay un territorio ni una clase de territorio «{found}» en esta boleta.", en: "There is no territory or kind of territory “{found}” on this ballot." }
    wrong_projects(found, most) { es: "Escriba cuántos proyectos de ejemplo, de 1 a {most}; encontramos «{found}».", en: "Type how many sample projects, 1 to {most}; we found “{found}”." }
    wrong_ceiling(found) { es: "Escriba el techo como un monto mayor que cero; encontramos «{found}».", en: "Type the ceiling as an amount above zero; we found “{found}”." }
    wrong_samples(found, most) { es: "Escriba cuántos votos de ejemplo, de 0 a {most}; encontramos «{found}».", en: "Type how many sample votes, 0 to {most}; we found “{found}”." }
    wrong_seed { es: "La semilla es una línea de 1 a 200 letras, sin espacios al comienzo ni al final.", en: "A seed is one line of 1 to 200 characters without blanks around it." }
    wrong_vote(place) {
        es: "El tarjetón {place} de la dirección no es de este ensayo; no se contó ninguno. Empiece de nuevo.",
        mx: "La boleta {place} de la dirección no es de este ensayo; no se contó ninguna. Empiece de nuevo.",
        en: "Ballot {place} of the address is not of this rehearsal; none was counted. Start again."
    }
    too_many_votes(most) {
        es: "Un ensayo lleva hasta {most} tarjetones echados a mano. Para más, use votos de ejemplo.",
        mx: "Un ensayo lleva hasta {most} boletas echadas a mano. Para más, use votos de ejemplo.",
        en: "A rehearsal holds up to {most} ballots cast by hand. For more, use sample votes."
    }
    preview_title { es: "Así verá cada persona el tarjetón", mx: "Así verá cada persona la boleta", en: "How everybody will see the ballot" }
    preview_detail {
        es: "Con proyectos de ejemplo. Puede marcarlo aquí; no se envía a ninguna parte.",
        en: "With sample projects. You may mark it here; it is sent nowhere."
    }
}

/// What put one of two equals before the other.
pub const fn decider(locale: Locale, by: Decider) -> &'static str {
    match by {
        Decider::Rule { tie_break } => match tie_break {
            TieBreak::LowerCost => lower_cost(locale),
            TieBreak::HigherCost => higher_cost(locale),
            TieBreak::EarlierRegistration => earlier(locale),
            TieBreak::BallotNumber => ballot_number(locale),
            TieBreak::MoreNeighbourhoods => neighbourhoods(locale),
            TieBreak::PublicDraw => by_draw(locale),
        },
        Decider::NoDrawNeeded => no_draw_needed(locale),
        Decider::LastResort => last_resort(locale),
    }
}

/// The chip of a decision: its class, its symbol and its word.
pub const fn chip(locale: Locale, reason: &Reason) -> (&'static str, &'static str, &'static str) {
    match reason {
        Reason::Won | Reason::Bought { .. } | Reason::Loaded { .. } => ("chip chip--ok", "check", chip_won(locale)),
        Reason::Unaffordable | Reason::NoSupport => ("chip chip--no", "minus", chip_no_support(locale)),
        Reason::DoesNotFit { .. } | Reason::DoesNotFitTheme { .. } | Reason::Ended => {
            ("chip chip--no", "minus", chip_no_fit(locale))
        }
        Reason::ThemeFull { .. }
        | Reason::PlacesTaken { .. }
        | Reason::QuotaReached { .. }
        | Reason::Excluded { .. } => ("chip chip--no", "minus", chip_no_place(locale)),
        Reason::BelowMinimum { .. } => ("chip", "minus", chip_few(locale)),
        Reason::NoPart { .. } | Reason::NoTerritory | Reason::Withdrawn => ("chip", "cross", chip_out(locale)),
    }
}

/// A part of the rules that a reason names.
#[derive(Clone, Copy, Debug)]
pub enum Named<'a> {
    /// A theme.
    Theme(&'a Key),
    /// A region.
    Region(&'a Code),
}

impl Named<'_> {
    /// Its name within the rules.
    pub fn id(&self) -> &str {
        match self {
            Self::Theme(theme) => theme.as_str(),
            Self::Region(region) => region.as_str(),
        }
    }
}

/// A project at its turn.
#[derive(Clone, Copy, Debug)]
pub struct AtTurn {
    /// What it costs.
    pub cost: Money,
    /// The money on the table, in minor units; none where winners are found whatever they cost.
    pub left: Option<i64>,
    /// Its votes or points.
    pub score: u64,
    /// What became of its supporters' money, where they could not buy it with their shares.
    pub fell: Option<Fell>,
}

/// What became of the money of a project's supporters.
#[derive(Clone, Copy, Debug)]
pub struct Fell {
    /// What they had left, in minor units.
    pub money: i64,
    /// How much of the support that it needed it had, in whole percent.
    pub percent: u64,
    /// The project that took most of it: its number on the ballot, how many of them paid for it, and how much, in minor
    /// units.
    pub to: Option<(u32, u64, i64)>,
}

impl Fell {
    /// From what the count says. `number` gives what stands on the ballot.
    pub fn of<Id>(shortfall: &Shortfall<Id>, number: impl Fn(&Id) -> u32) -> Self {
        let most = shortfall.taken.iter().max_by_key(|taken| taken.money);
        Self {
            money: shortfall.money,
            percent: shortfall.support_percent,
            to: most.map(|taken| (number(&taken.by), taken.voters, taken.money)),
        }
    }
}

/// Between which projects a draw is held.
pub fn draw_between(locale: Locale, numbers: String, score: Option<u64>) -> String {
    match score {
        Some(score) => draw_among(locale, numbers, format_integer(i64::try_from(score).unwrap_or(i64::MAX), locale)),
        None => draw_among_some(locale, numbers),
    }
}

/// Why a project wins or does not, and where its supporters' money went. `named` says what themes and regions are called.
pub fn reason(locale: Locale, reason: &Reason, at: AtTurn, named: &dyn Fn(Named<'_>) -> String) -> String {
    let said = why(locale, reason, at, named);
    let Some(fell) = at.fell else { return said };
    let currency: Currency = at.cost.currency();
    let money = |minor: i64| format_money(Money::new(minor, currency), locale);
    let short = fell_short(locale, money(fell.money), money(at.cost.minor()), fell.percent);
    let went = fell.to.map(|(number, voters, paid)| {
        let voters = format_integer(i64::try_from(voters).unwrap_or(i64::MAX), locale);
        went_to(locale, voters, money(paid), number)
    });
    [Some(said), Some(short), went].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn why(locale: Locale, reason: &Reason, at: AtTurn, named: &dyn Fn(Named<'_>) -> String) -> String {
    let currency: Currency = at.cost.currency();
    let money = |minor: i64| format_money(Money::new(minor, currency), locale);
    let whole = |number: u64| format_integer(i64::try_from(number).unwrap_or(i64::MAX), locale);
    match (reason, at.left) {
        (Reason::Won, Some(left)) => won_within(locale, money(at.cost.minor()), money(left)),
        (Reason::Won, None) => won_place(locale).to_owned(),
        (Reason::Bought { round, supporters, in_full, price, .. }, _) if supporters == in_full => {
            bought_all(locale, round, whole(*supporters), money(price.minor))
        }
        (Reason::Bought { round, supporters, in_full, price, .. }, _) => {
            bought(locale, round, whole(*supporters), whole(*in_full), money(price.minor))
        }
        (Reason::Loaded { round, supporters, load: Some(load) }, _) => {
            loaded(locale, round, whole(*supporters), money(*load))
        }
        (Reason::Loaded { load: None, .. }, _) => loaded_nobody(locale).to_owned(),
        (Reason::Unaffordable, _) => unaffordable(locale).to_owned(),
        (Reason::NoSupport, _) => no_support(locale).to_owned(),
        (Reason::Ended, _) => ended(locale).to_owned(),
        (Reason::DoesNotFit { missing }, left) => {
            fits_not(locale, money(at.cost.minor()), money(left.unwrap_or_default()), money(*missing))
        }
        (Reason::DoesNotFitTheme { theme: of, missing }, _) => {
            fits_not_theme(locale, named(Named::Theme(of)), money(*missing))
        }
        (Reason::ThemeFull { theme: of, at_most }, _) => theme_full(locale, named(Named::Theme(of)), at_most),
        (Reason::NoPart { theme: Some(of) }, _) => no_part(locale, named(Named::Theme(of))),
        (Reason::NoPart { theme: None }, _) => no_theme(locale).to_owned(),
        (Reason::PlacesTaken { winners }, _) => places_taken(locale, winners),
        (Reason::QuotaReached { within, each }, _) => quota_reached(locale, named(Named::Region(within)), each),
        (Reason::NoTerritory, _) => no_territory(locale).to_owned(),
        (Reason::Excluded { group, by }, _) => excluded(locale, by, group),
        (Reason::BelowMinimum { minimum }, _) => below(locale, whole(at.score), whole(*minimum)),
        (Reason::Withdrawn, _) => withdrawn(locale).to_owned(),
    }
}
