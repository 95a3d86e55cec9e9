//! Words of the ballot, from the first mark to the receipt.

use shared::{locale::Locale, urn::Channel};

messages! {
    title { es: "Tarjetón", mx: "Boleta", en: "Ballot" }
    ballot_of(territory) { es: "Tarjetón de {territory}", mx: "Boleta de {territory}", en: "Ballot of {territory}" }
    lead(ceiling) {
        es: "Ganan los proyectos con más votos, mientras quepan en el techo de {ceiling}. Su voto es secreto.",
        en: "The projects with the most votes win, as long as they fit the ceiling of {ceiling}. Your vote is secret."
    }
    lead_secret {
        es: "Su voto es secreto. Las reglas dicen cómo se escogen los ganadores.",
        en: "Your vote is secret. The rules say how winners are found."
    }
    secret { es: "Su voto es secreto.", en: "Your vote is secret." }
    lead_all(count) {
        es: "Este tarjetón tiene {count} decisiones: marque en cada una.",
        mx: "Esta boleta tiene {count} decisiones: marque en cada una.",
        en: "This ballot has {count} decisions: mark something in each."
    }
    lead_some(count) {
        es: "Este tarjetón tiene {count} decisiones. En la que deje sin marcar, su voto queda en blanco.",
        mx: "Esta boleta tiene {count} decisiones. En la que deje sin marcar, su voto queda en blanco.",
        en: "This ballot has {count} decisions. In one that you leave unmarked, your vote is blank."
    }
    wins_within(contest, ceiling) {
        es: "{contest}. Ganan los proyectos con más votos, mientras quepan en el techo de {ceiling}.",
        en: "{contest}. The projects with the most votes win, as long as they fit the ceiling of {ceiling}."
    }
    wins_by_rules(contest) {
        es: "{contest}. Las reglas dicen cómo se escogen los ganadores.",
        en: "{contest}. The rules say how winners are found."
    }
    alone(numbers, group) {
        es: "De los números {numbers} solo puede ganar uno ({group}).",
        en: "Only one of numbers {numbers} can win ({group})."
    }
    alone_lead {
        es: "Algunos proyectos se excluyen entre sí, y su tarjetón lo dice en cada uno: usted marca los que quiera, y en el conteo gana uno solo de cada grupo.",
        mx: "Algunos proyectos se excluyen entre sí, y su boleta lo dice en cada uno: usted marca los que quiera, y en el conteo gana uno solo de cada grupo.",
        en: "Some projects exclude each other, and your ballot says so beside each: mark those you want, and the count lets only one of each group win."
    }
    go_to_review { es: "Revisar mi voto", en: "Review my vote" }

    review_title { es: "Revise su voto", en: "Review your vote" }
    review_lead {
        es: "Todavía no está en la urna. Cuando lo deposite no se puede cambiar.",
        en: "It is not in the urn yet. Once you cast it, it cannot be changed."
    }
    your_choice { es: "Lo que eligió", en: "What you chose" }
    chosen_one { es: "Eligió 1 proyecto", en: "You chose 1 project" }
    chosen_many(count) { es: "Eligió {count} proyectos", en: "You chose {count} projects" }
    chosen_blank { es: "Voto en blanco: no elige ningún proyecto.", en: "Blank vote: you choose no project." }
    left_unmarked {
        es: "Sin marcar: en esta decisión su voto queda en blanco.",
        en: "Left unmarked: in this decision your vote is blank."
    }
    total_cost { es: "Costo de lo elegido", en: "Cost of your choice" }
    cast { es: "Depositar mi voto", en: "Cast my vote" }
    change { es: "Cambiar", en: "Change" }
    no_answer {
        es: "No llegó respuesta, y no sabemos si su voto quedó en la urna. Deje esta página abierta y oprima el botón otra vez cuando haya conexión: el voto no se deposita dos veces.",
        en: "No answer came, and we do not know whether your vote is in the urn. Leave this page open and press the button again once there is a connection: the vote is not cast twice."
    }

    no_ballot_title { es: "No hay un tarjetón para usted", mx: "No hay una boleta para usted", en: "There is no ballot for you" }
    no_ballot {
        es: "Su territorio no tiene proyectos para votar en este proceso. En la página del territorio puede ver qué pasó con cada idea.",
        en: "Your territory has no projects to vote on in this process. The page of the territory shows what became of each idea."
    }
    unready {
        es: "Con los proyectos que hay, el tarjetón de su territorio no cumple las reglas. La administración debe corregirlo.",
        mx: "Con los proyectos que hay, la boleta de su territorio no cumple las reglas. La administración debe corregirla.",
        en: "With the projects there are, the ballot of your territory does not keep to the rules. The administration must mend it."
    }
    to_rules { es: "Leer las reglas", en: "Read the rules" }
    in_place(place) { es: "Puesto {place}", en: "Place {place}" }
    with_points(points) { es: "Puntos: {points}", en: "Points: {points}" }
    with_money(amount) { es: "Le da {amount}", en: "You give it {amount}" }
    no_process {
        es: "Este sitio no tiene un proceso en curso, así que no hay nada que votar. En el inicio verá cuándo empieza uno.",
        en: "This site has no process under way, so there is nothing to vote on. The home page will say when one begins."
    }
    refused_title { es: "Ahora no puede votar", en: "You cannot vote now" }

    done_title { es: "Su voto quedó en la urna", en: "Your vote is in the urn" }
    done_detail {
        es: "El padrón dice que usted votó. La urna guarda su voto sin su nombre y sin la hora: nadie puede unirlos.",
        en: "The roll says that you voted. The urn keeps your vote without your name and without the time: nobody can put them together."
    }
    process { es: "Proceso", en: "Process" }
    territory { es: "Territorio", en: "Territory" }
    decision { es: "Decisión", en: "Decision" }
    by_web { es: "En línea, en este sitio", en: "Online, on this site" }
    by_desk { es: "En la tableta de un puesto de votación", en: "On the tablet of a polling place" }
    by_paper { es: "En papel, en un puesto de votación", en: "On paper, at a polling place" }
    account(end) { es: "Cuenta terminada en {end}", en: "Account ending in {end}" }
    ballot_of_account(end) {
        es: "Este voto es el de su cuenta terminada en {end}.",
        en: "This vote is that of your account ending in {end}."
    }
    one_account_left { es: "Le falta votar por una cuenta.", en: "You have yet to vote for one account." }
    accounts_left(count) { es: "Le falta votar por {count} cuentas.", en: "You have yet to vote for {count} accounts." }
    next_account { es: "Votar por la cuenta que sigue", en: "Vote for the next account" }
    voter { es: "Votó", en: "Voter" }
    results_from { es: "Cierre de la votación", en: "Voting closes" }

    certificate_title { es: "Constancia de votación", en: "Certificate of voting" }
    certificate_lead {
        es: "Consta en el padrón que esta persona votó.",
        en: "It is on the roll that this person voted."
    }
    certificate_quiet {
        es: "Esta constancia no dice por qué proyectos votó, ni lleva el código del comprobante: nadie puede saberlo con ella.",
        en: "This certificate does not say for which projects, and has no code of the receipt: nobody can learn it from it."
    }
    certificate_hint {
        es: "Puede imprimir esta página y entregarla a quien se la pida.",
        en: "You can print this page and hand it to whoever asks for it."
    }
    certificate_of(site) { es: "Expedida por {site}", en: "Issued by {site}" }
    certificate_on { es: "Fecha de esta constancia", en: "Date of this certificate" }
    certificate_channel { es: "Cómo votó", en: "How" }
    to_certificate { es: "Constancia de que votó", en: "Certificate that you voted" }
    to_certificate_hint {
        es: "Lleva su nombre y no el código del comprobante. Entregue esa, y no esta página, a quien le pida probar que votó.",
        en: "It has your name and not the code of the receipt. Hand over that one, and not this page, to whoever asks you to prove that you voted."
    }
    certificate_person { es: "Persona", en: "Person" }
    certificate_document(end) { es: "Con documento terminado en {end}", en: "With a document ending in {end}" }
    certificate_name { es: "Nombre, tomado del documento", en: "Name, as on the document" }
    certificate_signature { es: "Firma del jurado", mx: "Firma de la persona funcionaria", en: "Signature of the officer" }
    certificate_desk { es: "Expedida en", en: "Issued at" }
    certificate_desk_lead {
        es: "Imprima esta página, escriba el nombre como está en el documento y fírmela. El padrón no guarda nombres.",
        en: "Print this page, write the name as it is on the document, and sign it. The roll keeps no names."
    }
}

/// By which channel somebody voted.
pub const fn voted_by(locale: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Web => by_web(locale),
        Channel::Desk => by_desk(locale),
        Channel::Paper => by_paper(locale),
    }
}

/// How many accounts have yet to vote.
pub fn left(locale: Locale, count: usize) -> String {
    match count {
        1 => one_account_left(locale).to_owned(),
        _ => accounts_left(locale, count),
    }
}

/// How many projects were chosen.
pub fn chosen(locale: Locale, count: usize) -> String {
    match count {
        0 => chosen_blank(locale).to_owned(),
        1 => chosen_one(locale).to_owned(),
        _ => chosen_many(locale, count),
    }
}
