//! Words of what came of one vote, for whoever looks it up by its receipt.

use shared::locale::Locale;

use super::plural;

messages! {
    title_of(code) { es: "Qué pasó con el voto {code}", en: "What came of vote {code}" }
    blank { es: "Es un voto en blanco: no nombra ningún proyecto.", en: "It is a blank vote: it names no project." }
    one_won(named) { es: "El único proyecto {named} ganó.", en: "The only project {named} won." }
    one_lost(named) { es: "El único proyecto {named} no ganó.", en: "The only project {named} did not win." }
    none_won(count, named) {
        es: "De los {count} proyectos {named} no ganó ninguno.",
        en: "Of the {count} projects {named}, none won."
    }
    single_won(count, named) { es: "De los {count} proyectos {named} ganó 1.", en: "Of the {count} projects {named}, 1 won." }
    many_won(count, named, won) {
        es: "De los {count} proyectos {named} ganaron {won}.",
        en: "Of the {count} projects {named}, {won} won."
    }
    marked { es: "que marca", en: "that it marks" }
    basket { es: "de su canasta", en: "in its basket" }
    ranked { es: "que ordena", en: "that it ranks" }
    points_one { es: "al que da puntos", en: "that it gives points to" }
    points_many { es: "a los que da puntos", en: "that it gives points to" }
    money_one { es: "al que da dinero", en: "that it gives money to" }
    money_many { es: "a los que da dinero", en: "that it gives money to" }

    share_unused(share) {
        es: "Su parte, de {share}, quedó sin usar.",
        en: "Its share, of {share}, was left unused."
    }
    share_spent(share, paid, unused) {
        es: "De su parte de {share} se pagaron {paid} y quedaron {unused} sin usar.",
        en: "Of its share of {share}, {paid} was paid and {unused} was left unused."
    }
    share_how {
        es: "La parte es igual para todos los votos. De ella salió, en el orden de las compras, el precio por cada voto o punto que dice el resultado; donde ya no alcanzaba, lo que quedaba. Los montos van redondeados de manera que suman la parte.",
        en: "The share is the same for all votes. From it came, in the order of the purchases, the price for each vote or point that the result tells; where it was no longer enough, what was left. Amounts are rounded so that they add up to the share."
    }
    payments_of(code) { es: "A dónde fue la parte del voto {code}", en: "Where the share of vote {code} went" }
    project { es: "Proyecto que ganó", en: "Project that won" }
    of_share { es: "De la parte", en: "Of the share" }
    from_the_rest {
        es: "Ganó con el dinero que sobró: no se pagó con partes.",
        en: "It won with the money left over: it was not paid from shares."
    }
    unused { es: "Sin usar", en: "Unused" }
    share { es: "Toda la parte", en: "The whole share" }
}

/// How many of the projects that a vote names won; `number` writes a count.
pub fn won(locale: Locale, (count, named): (u64, Named), won: u64, number: &dyn Fn(u64) -> String) -> String {
    let named = named.projects(locale, count);
    match (count, won) {
        (0, _) => blank(locale).to_owned(),
        (1, 0) => one_lost(locale, named),
        (1, _) => one_won(locale, named),
        (_, 0) => none_won(locale, number(count), named),
        (_, 1) => single_won(locale, number(count), named),
        _ => many_won(locale, number(count), named, number(won)),
    }
}

/// What a vote does with the projects that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// It marks them.
    Marked,
    /// It puts them into a basket.
    Basket,
    /// It puts them in order.
    Ranked,
    /// It gives them points.
    Points,
    /// It gives them play money.
    Money,
}

impl Named {
    fn projects(self, locale: Locale, count: u64) -> &'static str {
        match self {
            Self::Marked => marked(locale),
            Self::Basket => basket(locale),
            Self::Ranked => ranked(locale),
            Self::Points => plural(count, points_one(locale), points_many(locale)),
            Self::Money => plural(count, money_one(locale), money_many(locale)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_won_is_told_in_words_that_fit() {
        let es = |named, won_| won(Locale::EsCo, named, won_, &|number| number.to_string());
        assert_eq!(es((4, Named::Marked), 2), "De los 4 proyectos que marca ganaron 2.");
        assert_eq!(es((4, Named::Basket), 1), "De los 4 proyectos de su canasta ganó 1.");
        assert_eq!(es((3, Named::Points), 0), "De los 3 proyectos a los que da puntos no ganó ninguno.");
        assert_eq!(es((1, Named::Money), 1), "El único proyecto al que da dinero ganó.");
        assert_eq!(es((1, Named::Ranked), 0), "El único proyecto que ordena no ganó.");
        assert_eq!(es((0, Named::Marked), 0), blank(Locale::EsCo));
        let english = won(Locale::En, (2, Named::Ranked), 2, &|number| number.to_string());
        assert_eq!(english, "Of the 2 projects that it ranks, 2 won.");
    }
}
