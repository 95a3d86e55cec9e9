//! Words of the story of a proposal.

use shared::{locale::Locale, proposal::story::Capacity};

messages! {
    by_author { es: "quien la propuso", en: "whoever proposed it" }
    by_review { es: "la revisión técnica", en: "the technical review" }
    by_rules { es: "el reglamento, sin que nadie decidiera", en: "the rules, without anybody deciding" }
    by_file { es: "un archivo importado", en: "an imported file" }
    by_count { es: "el escrutinio", mx: "el cómputo", en: "the count" }
    voted { es: "Se contaron los votos", en: "The votes were counted" }
    outcome(outcome, unit, score) { es: "{outcome}. {unit}: {score}.", en: "{outcome}. {unit}: {score}." }
    see_result { es: "Ver el resultado", en: "See the result" }
    imported_detail(number) {
        es: "Llegó en un archivo y quedó con el número {number}.",
        en: "It came in a file and got the number {number}."
    }
    viable { es: "Viable", en: "Viable" }
    changed { es: "El concepto cambió", mx: "El dictamen cambió", en: "The review changed" }
    unchanged { es: "Se confirmó sin cambios.", en: "It was confirmed without changes." }
    from_to(what, was, is) { es: "{what}: antes {was}; ahora {is}", en: "{what}: before {was}; now {is}" }
    none { es: "ninguna", en: "none" }
    placed { es: "Se dijo en qué región queda", en: "Its region was said" }
    placed_detail(region) { es: "Queda en {region}.", en: "It lies in {region}." }
}

/// Who took a step, by their part in the process.
pub const fn by(locale: Locale, capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Author => by_author(locale),
        Capacity::Review => by_review(locale),
        Capacity::Rules => by_rules(locale),
        Capacity::File => by_file(locale),
    }
}
