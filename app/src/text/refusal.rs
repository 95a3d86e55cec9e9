//! Why something cannot be done, and what helps: one message for each refusal of the domain, for every audience.

use chrono::{DateTime, Utc};
use shared::{
    locale::Locale,
    permission::{Action, Refusal},
};

use super::{activity, terms};

messages! {
    sign_in_first {
        es: "Para esto necesita ingresar. Ingrese y lo traemos de vuelta a esta página.",
        en: "You need to sign in for this. Sign in and we will bring you back to this page."
    }
    role_needed(role) {
        es: "Esto le corresponde al rol de {role} en este sitio. Si es el suyo, pídalo a quien administra el sitio.",
        en: "This is for the role of {role} on this site. If it is yours, ask whoever administers the site."
    }
    not_yet(what, opens) {
        es: "{what} todavía no abre. Abre el {opens}; vuelva desde ese momento.",
        en: "{what} is not open yet. It opens on {opens}; come back from then on."
    }
    over(what, closed) {
        es: "{what} cerró el {closed}, así que ya no es posible. En el inicio puede ver qué se puede hacer ahora.",
        en: "{what} closed on {closed}, so it is no longer possible. The home page shows what can be done now."
    }
    no_such_phase(what) {
        es: "{what} no hace parte de este proceso. En el inicio puede ver sus fases y qué se puede hacer en cada una.",
        mx: "{what} no forma parte de este proceso. En el inicio puede ver sus fases y qué se puede hacer en cada una.",
        en: "{what} is not part of this process. The home page shows its phases and what can be done in each."
    }
    too_young(minimum, age) {
        es: "La edad mínima es de {minimum} años y usted tiene {age}. Mientras tanto puede leer las ideas y los proyectos de su territorio.",
        en: "The minimum age is {minimum} and you are {age}. Meanwhile you can read the ideas and projects of your territory."
    }
    age_unknown {
        es: "No sabemos su edad: el servicio con el que ingresó no dio su fecha de nacimiento. Complétela allí, salga e ingrese de nuevo.",
        en: "We do not know your age: the service you signed in with did not give your date of birth. Complete it there, sign out and sign in again."
    }
    territory_unknown {
        es: "Todavía no sabemos en qué territorio participa. Elíjalo en su perfil y siga.",
        en: "We do not know yet in which territory you take part. Choose it in your profile and go on."
    }
    other_territory(own) {
        es: "Esto es de otro territorio y usted participa en {own}. Entre a su territorio para participar allí.",
        en: "This belongs to another territory and you take part in {own}. Go to your territory to take part there."
    }
    other_territory_unnamed {
        es: "Esto es de un territorio distinto del suyo. Entre a su territorio para participar allí.",
        en: "This belongs to another territory than yours. Go to your territory to take part there."
    }
    already_voted {
        es: "Usted ya votó en este proceso, y cada persona vota una sola vez. Su voto está en la urna; puede ver su constancia en «Mi participación».",
        en: "You have already voted in this process, and everybody votes only once. Your vote is in the urn; see “My participation” for your receipt."
    }
    still_open(closes) {
        es: "La votación sigue abierta hasta el {closes}, y el escrutinio se hace cuando cierre. Vuelva entonces.",
        mx: "La votación sigue abierta hasta el {closes}, y el cómputo se hace cuando cierre. Vuelva entonces.",
        en: "Voting is open until {closes}, and the count comes once it has closed. Come back then."
    }
    frozen(since) {
        es: "Los techos quedaron fijos cuando abrió la votación, el {since}, porque la gente vota sobre ellos. Para el próximo proceso se pueden cambiar.",
        en: "The ceilings have been fixed since voting opened on {since}, because people vote on them. They can change for the next process."
    }

    // What leads out.
    to_sign_in { es: "Ingresar", en: "Sign in" }
    to_home { es: "Ver qué se puede hacer ahora", en: "See what can be done now" }
    to_territories { es: "Ver las ideas y los proyectos", en: "See the ideas and projects" }
    to_profile { es: "Elegir mi territorio", en: "Choose my territory" }
    to_mine { es: "Ver mi participación", en: "See my participation" }
}

/// The reason and the way out. `when` writes an instant as the site's clocks show it; `own` is the name of the viewer's
/// territory, where it is at hand.
pub fn sentence(
    locale: Locale,
    refused: Action,
    refusal: Refusal,
    when: impl Fn(DateTime<Utc>) -> String,
    own: Option<&str>,
) -> String {
    match refusal {
        Refusal::SignInFirst => sign_in_first(locale).to_owned(),
        Refusal::RoleNeeded(role) => role_needed(locale, terms::role(locale, role)),
        Refusal::NotYet { opens } => not_yet(locale, activity::name(locale, refused), when(opens)),
        Refusal::Over { closed } => over(locale, activity::name(locale, refused), when(closed)),
        Refusal::NoSuchPhase => no_such_phase(locale, activity::name(locale, refused)),
        Refusal::TooYoung { minimum, age } => too_young(locale, minimum, age),
        Refusal::AgeUnknown => age_unknown(locale).to_owned(),
        Refusal::TerritoryUnknown => territory_unknown(locale).to_owned(),
        Refusal::OtherTerritory { .. } => match own {
            Some(own) => other_territory(locale, own),
            None => other_territory_unnamed(locale).to_owned(),
        },
        Refusal::AlreadyVoted => already_voted(locale).to_owned(),
        Refusal::StillOpen { closes } => still_open(locale, when(closes)),
        Refusal::Frozen { since } => frozen(locale, when(since)),
    }
}

#[cfg(test)]
mod tests {
    use shared::{id::TerritoryId, role::Role};

    use super::*;

    fn every_refusal() -> Vec<Refusal> {
        let at = DateTime::UNIX_EPOCH;
        let own = TerritoryId::from(uuid::Uuid::nil());
        vec![
            Refusal::SignInFirst,
            Refusal::RoleNeeded(Role::Reviewer),
            Refusal::NotYet { opens: at },
            Refusal::Over { closed: at },
            Refusal::NoSuchPhase,
            Refusal::TooYoung { minimum: 14, age: 9 },
            Refusal::AgeUnknown,
            Refusal::TerritoryUnknown,
            Refusal::OtherTerritory { own },
            Refusal::AlreadyVoted,
            Refusal::StillOpen { closes: at },
            Refusal::Frozen { since: at },
        ]
    }

    /// A refusal is a reason and a way out: two sentences at least, different for each, in every language.
    #[test]
    fn every_refusal_says_why_and_what_helps() {
        for locale in [Locale::EsCo, Locale::EsMx, Locale::En] {
            for &refused in Action::ALL {
                let mut said = Vec::new();
                for refusal in every_refusal() {
                    let text =
                        sentence(locale, refused, refusal, |_| "1 de enero, 4:00 p. m.".to_owned(), Some("Popular"));
                    assert!(text.matches(['.', ';', ',']).count() >= 2, "{locale:?} {refusal:?}: {text}");
                    assert!(text.ends_with('.') && !text.contains(".."), "{text}");
                    assert!(!said.contains(&text), "{text}");
                    said.push(text);
                }
            }
        }
    }

    #[test]
    fn the_figures_are_in_the_sentence() {
        let text =
            sentence(Locale::EsCo, Action::Vote, Refusal::TooYoung { minimum: 14, age: 9 }, |_| String::new(), None);
        assert!(text.contains("14 años") && text.contains("usted tiene 9"), "{text}");
        let text = sentence(
            Locale::En,
            Action::Vote,
            Refusal::NotYet { opens: DateTime::UNIX_EPOCH },
            |at| at.to_string(),
            None,
        );
        assert!(text.starts_with("Voting is not open yet") && text.contains("1970"), "{text}");
    }
}
