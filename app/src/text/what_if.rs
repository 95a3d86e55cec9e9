//! Words of the comparison with other rules.

use shared::{locale::Locale, tally::Way};

messages! {
    title { es: "Con otras reglas", en: "By other rules" }
    title_of(name) { es: "{name}: con otras reglas", en: "{name}: by other rules" }
    lead {
        es: "Los mismos votos, contados también de otras maneras. Nada de esto cambia el resultado: sirve para escoger las reglas de la próxima vez sabiendo qué hacen.",
        en: "The same ballots, counted in other ways as well. None of it changes the result: it helps choose the next rules knowing what they do."
    }
    not_compared {
        es: "Estos votos no se contaron con otras reglas.",
        en: "These ballots were not counted by other rules."
    }
    link { es: "Ver qué habría pasado con otras reglas", en: "See what would have happened by other rules" }
    ways { es: "Las reglas", en: "The rules" }
    way { es: "Regla", en: "Rule" }
    held { es: "La que se usó", en: "The one used" }
    most_votes { es: "Más votos", en: "Most votes" }
    votes_per_cost { es: "Más votos por lo que cuesta", en: "Most votes for the money" }
    equal_shares { es: "Partes iguales", en: "Equal shares" }
    phragmen { es: "Método de Phragmén", en: "Phragmén's method" }
    held_how { es: "Es la regla de este proceso.", en: "It is the rule of this process." }
    most_votes_how {
        es: "Va primero el que tiene más votos; el que no cabe en lo que queda se salta.",
        en: "The one with most votes goes first; what does not fit into what is left is skipped."
    }
    votes_per_cost_how {
        es: "Va primero el que tiene más votos por cada peso que cuesta; el que no cabe se salta.",
        en: "The one with most votes for each unit of money goes first; what does not fit is skipped."
    }
    equal_shares_how {
        es: "El dinero se reparte por igual entre quienes votaron y cada proyecto lo compran quienes lo apoyan. Las partes se suben de a una milésima mientras alcance; lo que sobra va a los más votados.",
        en: "The money is shared equally among those who voted, and each project is bought by those who support it. Shares are raised by a thousandth at a time while the money lasts; what is left goes to the most voted."
    }
    phragmen_how {
        es: "A cada proyecto lo pagan por igual quienes lo apoyan y sigue el de quienes menos han pagado; lo que sobra va a los más votados.",
        en: "Each project is paid in equal parts by its supporters, and the one whose supporters have paid least is next; what is left goes to the most voted."
    }
    same_for_all {
        es: "En todas compiten los mismos proyectos con el mismo techo, los mismos umbrales y el mismo desempate que en la que se usó. Donde el desempate pide un sorteo que no se hizo porque no hacía falta, va primero el de menor número.",
        en: "In all of them the same projects compete, with the same ceiling, the same thresholds and the same tie breaks as in the one used. Where a tie is left to a draw that was not held because none was needed, the lower number goes first."
    }
    side_by_side { es: "Qué pasa con cada regla", en: "What each rule does" }
    side_by_side_of(decided) { es: "{decided}: qué pasa con cada regla", en: "{decided}: what each rule does" }
    winners { es: "Ganadores", en: "Winners" }
    cost { es: "Costo de los ganadores", en: "Cost of the winners" }
    reached { es: "Votantes con al menos un ganador", en: "Voters with at least one winner" }
    satisfied { es: "Parte de lo marcado que ganó", en: "Part of the choices that won" }
    which { es: "Quién gana con cada regla", en: "Who wins by each rule" }
    wins { es: "Gana", en: "Wins" }
    does_not { es: "No", en: "No" }
    by_territory { es: "Qué cambia en cada territorio", en: "What changes in each territory" }
    by_theme { es: "Qué cambia en cada tema", en: "What changes in each theme" }
    by_territory_detail {
        es: "Cuántos proyectos más y cuántos menos ganarían que con la regla que se usó, y cuánto dinero más o menos se gastaría.",
        en: "How many projects more and how many fewer would win than by the rule used, and how much money more or less would be spent."
    }
    same { es: "Igual", en: "The same" }
    changed(gained, lost, money) { es: "Entran {gained}, salen {lost}; {money}", en: "{gained} come in, {lost} go out; {money}" }
    more(money) { es: "{money} más", en: "{money} more" }
    less(money) { es: "{money} menos", en: "{money} less" }
    same_money { es: "el mismo dinero", en: "the same money" }
    not_counted { es: "No se pudo contar", en: "Could not be counted" }
    missing(names) {
        es: "No se pudo contar con estas reglas, porque los montos son demasiado grandes para ellas: {names}.",
        en: "These rules could not be counted by, for the amounts are too large for them: {names}."
    }
    part_of(contest, region) { es: "{contest} › {region}", en: "{contest} › {region}" }
    no_region(contest) { es: "{contest}, sin territorio propio", en: "{contest}, without a territory of their own" }
    no_theme { es: "Sin tema", en: "No theme" }
}

/// What a rule is called.
pub const fn name(locale: Locale, way: Way) -> &'static str {
    match way {
        Way::Held => held(locale),
        Way::MostVotes => most_votes(locale),
        Way::VotesPerCost => votes_per_cost(locale),
        Way::EqualShares => equal_shares(locale),
        Way::Phragmen => phragmen(locale),
    }
}

/// How a rule finds winners.
pub const fn how(locale: Locale, way: Way) -> &'static str {
    match way {
        Way::Held => held_how(locale),
        Way::MostVotes => most_votes_how(locale),
        Way::VotesPerCost => votes_per_cost_how(locale),
        Way::EqualShares => equal_shares_how(locale),
        Way::Phragmen => phragmen_how(locale),
    }
}
