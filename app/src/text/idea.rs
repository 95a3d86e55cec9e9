//! Words of an idea: the form that sends it, and the page that tells what became of it.

use shared::{
    locale::Locale,
    proposal::{Field, FieldError, Problem},
};

messages! {
    new_title { es: "Envíe una idea", en: "Send an idea" }
    new_lead(territory) {
        es: "Su idea es para {territory}. La alcaldía la revisa y le dice si es viable, con su costo, o por qué no.",
        mx: "Su idea es para {territory}. El ayuntamiento la revisa y le dice si es viable, con su costo, o por qué no.",
        en: "Your idea is for {territory}. The town hall reviews it and tells you whether it is viable, with its cost, or why not."
    }
    new_lead_several {
        es: "La alcaldía revisa su idea y le dice si es viable, con su costo, o por qué no.",
        mx: "El ayuntamiento revisa su idea y le dice si es viable, con su costo, o por qué no.",
        en: "The town hall reviews your idea and tells you whether it is viable, with its cost, or why not."
    }
    for_what { es: "¿Para qué es su idea?", en: "What is your idea for?" }
    for_what_missing { es: "Elija para qué es su idea.", en: "Choose what your idea is for." }
    decided_in(place, ceiling) {
        es: "Se decide en {place}. Los proyectos que ganen pueden costar juntos hasta {ceiling}.",
        en: "It is decided in {place}. The projects that win may cost up to {ceiling} together."
    }
    title { es: "¿Cómo se llama su idea?", en: "What is your idea called?" }
    title_hint(minimum, maximum) {
        es: "Una frase corta, de {minimum} a {maximum} letras. Por ejemplo: Parque infantil en La Salle.",
        en: "A short phrase of {minimum} to {maximum} letters. For example: Playground in La Salle."
    }
    need { es: "¿Qué hace falta y a quién le sirve?", en: "What is needed, and whom does it serve?" }
    need_hint(minimum, maximum) {
        es: "De {minimum} a {maximum} letras. Cuente el problema y cómo lo resolvería.",
        en: "From {minimum} to {maximum} letters. Tell the problem and how you would solve it."
    }
    theme { es: "¿De qué tema es?", en: "What theme is it of?" }
    theme_choose { es: "Elija un tema", en: "Choose a theme" }
    theme_missing { es: "Elija de qué tema es su idea.", en: "Choose the theme of your idea." }
    themes_full(themes) {
        es: "Ya completó las que puede enviar en: {themes}. Si prefiere cambiar una, retírela desde «Mi participación».",
        en: "You have sent as many as you may in: {themes}. To change one, take it back from “My participation”."
    }
    theme_label { es: "Tema", en: "Theme" }
    place { es: "¿Dónde? (opcional)", en: "Where? (optional)" }
    place_hint { es: "Barrio, vereda o dirección cercana.", mx: "Colonia o dirección cercana.", en: "Neighbourhood or a nearby address." }
    public_hint {
        es: "La idea se publica; su nombre no.",
        en: "The idea is published; your name is not."
    }
    send { es: "Enviar la idea", en: "Send the idea" }
    send_anyway { es: "Enviar la mía de todos modos", en: "Send mine all the same" }
    look_for_similar { es: "Buscar ideas parecidas", en: "Look for similar ideas" }
    similar { es: "Ideas parecidas", en: "Similar ideas" }
    similar_lead {
        es: "Son las más parecidas de este proceso y de los anteriores. Se abren en otra pestaña; lo que usted escribió sigue aquí, sin enviar.",
        en: "They are the most similar ones of this process and of earlier ones. They open in another tab; what you wrote is still here, not sent."
    }
    similar_none {
        es: "No encontramos ninguna, ni en este proceso ni en los anteriores. Lo que usted escribió sigue aquí, sin enviar.",
        en: "We found none, neither in this process nor in earlier ones. What you wrote is still here, not sent."
    }
    may_exist { es: "Puede que ya exista", en: "It may be there already" }
    may_exist_lead {
        es: "Su idea aún no se envió. Mire si alguna de estas es la misma: se abren en otra pestaña y lo que usted escribió sigue aquí. Si la suya es otra, envíela.",
        en: "Your idea has not been sent yet. See whether one of these is the same: they open in another tab, and what you wrote is still here. If yours is another, send it."
    }
    new_tab { es: "(se abre en otra pestaña)", en: "(opens in another tab)" }
    sent {
        es: "Recibimos su idea. En esta página puede ver qué pasa con ella.",
        en: "We received your idea. This page shows what becomes of it."
    }
    no_process {
        es: "Este sitio no tiene un proceso en curso, así que todavía no se reciben ideas. En el inicio verá cuándo empieza uno.",
        en: "This site has no process under way, so no ideas are received yet. The home page will say when one begins."
    }
    no_contest {
        es: "Su territorio no hace parte de este proceso. Pregunte en la administración del proceso.",
        mx: "Su territorio no forma parte de este proceso. Pregunte en la administración del proceso.",
        en: "Your territory is not part of this process. Ask the administration of the process."
    }
    what_you_wrote { es: "Lo que usted escribió", en: "What you wrote" }
    what_you_wrote_detail {
        es: "No se envió, pero aquí lo tiene para copiarlo.",
        en: "It was not sent, but here it is for you to copy."
    }

    missing_title { es: "Escriba cómo se llama su idea.", en: "Write what your idea is called." }
    missing_need { es: "Escriba qué hace falta.", en: "Write what is needed." }
    missing { es: "Complete este dato.", en: "Fill this in." }
    field_title { es: "El nombre", en: "The name" }
    field_need { es: "La descripción", en: "The description" }
    field_place { es: "El lugar", en: "The place" }
    field_other { es: "Este dato", en: "This" }
    too_short(field, minimum, actual) {
        es: "{field} necesita al menos {minimum} letras y tiene {actual}. Agregue las que faltan.",
        en: "{field} needs at least {minimum} letters and has {actual}. Add what is missing."
    }
    too_long(field, maximum, actual) {
        es: "{field} puede tener hasta {maximum} letras y tiene {actual}. Quite las que sobran.",
        en: "{field} can have up to {maximum} letters and has {actual}. Take out what is too much."
    }
    control_character(field, column) {
        es: "{field} tiene en la posición {column} una letra que no se puede mostrar. Bórrela o escríbala de nuevo.",
        en: "{field} has a letter in position {column} that cannot be shown. Delete it or type it again."
    }
    wrong_amount { es: "Escriba el valor solo con números.", en: "Write the amount in numbers only." }

    rivals { es: "Solo puede ganar este o uno de estos", en: "Only this or one of these can win" }
    over(number) { es: "Idea {number}", en: "Idea {number}" }
    yours { es: "Usted envió esta idea", en: "You sent this idea" }
    what_is_needed { es: "Qué hace falta", en: "What is needed" }
    story { es: "Qué ha pasado con ella", en: "What has become of it" }
    received { es: "Recibida", en: "Received" }
    received_detail(number) { es: "Quedó con el número {number}.", en: "It got the number {number}." }
    awaiting_review { es: "Revisión técnica", en: "Technical review" }
    awaiting_review_detail { es: "Está en la fila para ser revisada.", en: "It is in the queue for review." }
    not_viable { es: "No viable", en: "Not viable" }
    not_viable_why { es: "Por qué no es viable", en: "Why it is not viable" }
    withdrawn { es: "Retirado", en: "Withdrawn" }
    withdrawn_detail { es: "Se retiró y no recibe votos.", en: "It was withdrawn and receives no votes." }
    taken_back_detail { es: "Quien la envió la retiró, así que ya no se revisa.", en: "Whoever sent it took it back, so it is not reviewed any more." }
    take_back_title { es: "Retirar la idea", en: "Take the idea back" }
    take_back_lead {
        es: "Mientras no la hayan revisado, usted puede retirarla. Sigue publicada como retirada, no se revisa, y no se puede deshacer.",
        en: "As long as it has not been reviewed, you can take it back. It stays published as withdrawn, is not reviewed, and this cannot be undone."
    }
    take_back { es: "Retirar mi idea", en: "Take my idea back" }
    taken_back { es: "Retiró su idea.", en: "You have taken your idea back." }
    not_waiting {
        es: "Esta idea ya no espera revisión, así que no se puede retirar. En esta página puede ver qué pasó con ella.",
        en: "This idea no longer waits for its review, so it cannot be taken back. This page shows what became of it."
    }
    facts { es: "El proyecto", en: "The project" }
    ballot_number { es: "Número en el tarjetón", mx: "Número en la boleta", en: "Number on the ballot" }
    share { es: "Compartir", en: "Share" }
    share_hint { es: "Copie esta dirección y envíela a sus vecinos.", en: "Copy this address and send it to your neighbours." }
    share_label { es: "Dirección de esta página", en: "Address of this page" }
}

/// What is wrong with a field of an idea, and how to mend it.
pub fn problem(locale: Locale, error: &FieldError) -> String {
    let field = match error.field {
        Field::Title => field_title(locale),
        Field::Need => field_need(locale),
        Field::Place => field_place(locale),
        Field::Verdict | Field::Cost | Field::Department | Field::Reason => field_other(locale),
    };
    match (&error.problem, error.field) {
        (Problem::Missing, Field::Title) => missing_title(locale).to_owned(),
        (Problem::Missing, Field::Need) => missing_need(locale).to_owned(),
        (Problem::Missing, _) => missing(locale).to_owned(),
        (&Problem::TooShort { minimum, actual }, _) => too_short(locale, field, minimum, actual),
        (&Problem::TooLong { maximum, actual }, _) => too_long(locale, field, maximum, actual),
        (Problem::ControlCharacter { column }, _) => control_character(locale, field, column),
        (Problem::Amount(_) | Problem::NoCost, _) => wrong_amount(locale).to_owned(),
    }
}
