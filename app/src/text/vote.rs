//! Words of the ballot, from the first mark to the receipt.

use shared::locale::Locale;

use super::plural;

messages! {
    title { es: "Tarjetón", mx: "Boleta", en: "Ballot" }
    ballot_of(territory) { es: "Tarjetón de {territory}", mx: "Boleta de {territory}", en: "Ballot of {territory}" }
    lead(ceiling) {
        es: "Ganan los proyectos con más votos, mientras quepan en el techo de {ceiling}. Su voto es secreto.",
        en: "The projects with the most votes win, as long as they fit the ceiling of {ceiling}. Your vote is secret."
    }
    legend_one { es: "Marque un proyecto", en: "Mark one project" }
    legend_many(limit) { es: "Marque hasta {limit} proyectos", en: "Mark up to {limit} projects" }
    number { es: "Número", en: "Number" }
    blank { es: "Voto en blanco", en: "Blank vote" }
    blank_detail { es: "Para quienes no eligen ningún proyecto.", en: "For those who choose no project." }
    marked { es: "Marcados:", en: "Marked:" }
    of_limit(limit) { es: "de {limit}", en: "of {limit}" }
    left { es: "Le quedan", en: "You have" }
    left_of(limit) { es: "de {limit}", en: "left of {limit}" }
    full(limit) {
        es: "Ya marcó los {limit} que permite el tarjetón. Para elegir otro, quite uno.",
        mx: "Ya marcó los {limit} que permite la boleta. Para elegir otro, quite uno.",
        en: "You have marked all {limit} that the ballot allows. To choose another, unmark one."
    }
    blank_or_projects {
        es: "El voto en blanco va solo: quite los proyectos que marcó.",
        en: "A blank vote stands alone: unmark the projects you chose."
    }
    go_to_review { es: "Revisar mi voto", en: "Review my vote" }

    too_many(chosen, limit) {
        es: "Marcó {chosen} proyectos y el tarjetón permite {limit}. Quite los que sobran; los demás siguen marcados.",
        mx: "Marcó {chosen} proyectos y la boleta permite {limit}. Quite los que sobran; los demás siguen marcados.",
        en: "You marked {chosen} projects and the ballot allows {limit}. Unmark those in excess; the others stay marked."
    }
    nothing_marked { es: "Marque al menos un proyecto.", en: "Mark at least one project." }
    nothing_marked_nor_blank {
        es: "Marque al menos un proyecto o el voto en blanco.",
        en: "Mark at least one project or the blank vote."
    }
    ballot_changed {
        es: "El tarjetón cambió mientras usted elegía. Revíselo y marque de nuevo.",
        mx: "La boleta cambió mientras usted elegía. Revísela y marque de nuevo.",
        en: "The ballot changed while you were choosing. Look at it again and mark your choice."
    }

    review_title { es: "Revise su voto", en: "Review your vote" }
    review_lead {
        es: "Todavía no está en la urna. Cuando lo deposite no se puede cambiar.",
        en: "It is not in the urn yet. Once you cast it, it cannot be changed."
    }
    your_choice { es: "Lo que eligió", en: "What you chose" }
    chosen_one { es: "Eligió 1 proyecto", en: "You chose 1 project" }
    chosen_many(count) { es: "Eligió {count} proyectos", en: "You chose {count} projects" }
    chosen_blank { es: "Voto en blanco: no elige ningún proyecto.", en: "Blank vote: you choose no project." }
    total_cost { es: "Costo de lo elegido", en: "Cost of your choice" }
    cast { es: "Depositar mi voto", en: "Cast my vote" }
    change { es: "Cambiar", en: "Change" }

    no_ballot_title { es: "No hay un tarjetón para usted", mx: "No hay una boleta para usted", en: "There is no ballot for you" }
    no_ballot {
        es: "Su territorio no tiene proyectos para votar en este proceso. En la página del territorio puede ver qué pasó con cada idea.",
        en: "Your territory has no projects to vote on in this process. The page of the territory shows what became of each idea."
    }
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
    voter { es: "Votó", en: "Voter" }
    results_from { es: "Cierre de la votación", en: "Voting closes" }
    print_hint {
        es: "Puede imprimir esta página como constancia de que votó. No dice por qué proyectos.",
        en: "You can print this page as a receipt that you voted. It does not say for which projects."
    }
}

/// How many projects a ballot may name, as its legend says it.
pub fn legend(locale: Locale, limit: u32) -> String {
    plural(u64::from(limit), legend_one(locale).to_owned(), legend_many(locale, limit))
}

/// How many projects were chosen.
pub fn chosen(locale: Locale, count: usize) -> String {
    match count {
        0 => chosen_blank(locale).to_owned(),
        1 => chosen_one(locale).to_owned(),
        _ => chosen_many(locale, count),
    }
}
