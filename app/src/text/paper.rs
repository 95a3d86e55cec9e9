//! Words of ballots on paper: printing them, their sheets, reading them.

mod motion;
mod photo;

use std::cmp::Reverse;

use shared::{
    ballot::{BallotForm, Input},
    locale::Locale,
    paper::{Cause, Mistyped, NotEntered, NotResolved, Reading, Stage, Standing, Step, Why},
};

pub use self::{motion::*, photo::*};

messages! {
    tab { es: "Papel", en: "Paper" }
    title { es: "Votos en papel", en: "Votes on paper" }
    lead {
        es: "Desde que se imprime un tarjetón hasta que entra a la urna: quién lo tuvo, quién lo leyó y qué se acordó.",
        mx: "Desde que se imprime una boleta hasta que entra a la urna: quién la tuvo, quién la leyó y qué se acordó.",
        en: "From the printing of a ballot until it goes into the urn: who had it, who read it and what was agreed on."
    }

    // How the desks stand.
    balances { es: "Entregados y acordados", en: "Handed out and agreed on" }
    balances_lead {
        es: "La urna se sella cuando todos los tarjetones que se entregaron están en planillas acordadas, o se dice por qué no.",
        mx: "La urna se sella cuando todas las boletas que se entregaron están en planillas acordadas, o se dice por qué no.",
        en: "The urn is sealed once all ballots that were handed out are on sheets that are agreed on, or it is said why not."
    }
    balances_later { es: "Se muestra cuando termina la votación: antes nadie puede saber cuántos han votado.", en: "It is shown when voting is over: before, nobody may know how many have voted." }
    balances_none {
        es: "Ninguna mesa ha entregado tarjetones de papel.",
        mx: "Ninguna casilla ha entregado boletas de papel.",
        en: "No desk has handed out ballots on paper."
    }
    desk { es: "Mesa", mx: "Casilla", en: "Desk" }
    contest { es: "Votación", en: "Contest" }
    handed_out { es: "Entregados", mx: "Entregadas", en: "Handed out" }
    agreed { es: "Acordados", mx: "Acordadas", en: "Agreed on" }
    standing { es: "Estado", en: "Status" }
    square { es: "Cuadra", en: "Square" }
    pending { es: "Faltan planillas por acordar", en: "Sheets are not agreed on" }
    unexplained { es: "No cuadra", en: "Not square" }
    explained { es: "No cuadra; explicado", en: "Not square; explained" }
    said(why, reason, by, at) { es: "{why}: {reason} ({by}, {at}).", en: "{why}: {reason} ({by}, {at})." }
    explain { es: "Explicar la diferencia", en: "Explain the difference" }
    explain_lead(desk, contest, handed, agreed) {
        es: "{desk}, {contest}: se entregaron {handed} y hay {agreed} en planillas. La explicación vale cuando otra persona la confirma, y va en el acta; si las cifras cambian, hay que explicar de nuevo.",
        mx: "{desk}, {contest}: se entregaron {handed} y hay {agreed} en planillas. La explicación vale cuando otra persona la confirma, y va en el acta; si las cifras cambian, hay que explicar de nuevo.",
        en: "{desk}, {contest}: {handed} were handed out and {agreed} are on sheets. The explanation holds once another person confirms it, and it is in the act; when the figures change, they have to be explained again."
    }
    why { es: "Causa", en: "Cause" }
    why_prompt { es: "Elija la causa", en: "Choose the cause" }
    why_taken { es: "Se los llevaron", mx: "Se las llevaron", en: "They were taken away" }
    why_lost { es: "La caja se perdió", en: "The box is lost" }
    why_annulled { es: "La caja se anuló", en: "The box was annulled" }
    why_elsewhere { es: "Eran de otra mesa o votación", mx: "Eran de otra casilla o votación", en: "They were of another desk or contest" }
    why_journal { es: "Error en el libro de la mesa", mx: "Error en el libro de la casilla", en: "A mistake in the journal of the desk" }
    reason { es: "Qué pasó, sin nombres de personas: se publica", en: "What happened, without names of people: it is published" }
    no_difference { es: "Esas cifras ya cuadran o cambiaron. Mire la tabla otra vez.", en: "Those figures agree by now, or have changed. Look at the table again." }

    // Sheets.
    sheets { es: "Planillas", en: "Sheets" }
    sheets_none { es: "Todavía no hay planillas.", en: "There are no sheets yet." }
    sheet_number(number) { es: "Planilla {number}", en: "Sheet {number}" }
    ballots { es: "Tarjetones", mx: "Boletas", en: "Ballots" }
    register { es: "Registrar una planilla", en: "Register a sheet" }
    register_lead(most) {
        es: "Una planilla son los tarjetones de una votación que salieron de la caja de una mesa, numerados desde 1 en el orden en que se sacan. Si hay más de {most}, haga varias.",
        mx: "Una planilla son las boletas de una votación que salieron de la urna de una casilla, numeradas desde 1 en el orden en que se sacan. Si hay más de {most}, haga varias.",
        en: "A sheet is the ballots of one contest that came out of the box of one desk, numbered from 1 in the order in which they are taken out. If there are more than {most}, make several."
    }
    desk_prompt { es: "Elija la mesa", mx: "Elija la casilla", en: "Choose the desk" }
    contest_prompt { es: "Elija la votación", en: "Choose the contest" }
    how_many { es: "Cuántos tarjetones tiene", mx: "Cuántas boletas tiene", en: "How many ballots it has" }
    count_wrong(most) { es: "Escriba un número de 1 a {most}.", en: "Type a number from 1 to {most}." }
    choose_desk { es: "Elija una mesa de la lista.", mx: "Elija una casilla de la lista.", en: "Choose a desk of the list." }
    choose_contest { es: "Elija una votación de la lista.", en: "Choose a contest of the list." }
    registered(number) { es: "Planilla {number} registrada. Escriba ese número en la hoja.", en: "Sheet {number} is registered. Write that number on the paper." }
    registered_by(name, at) { es: "La registró {name}, {at}", en: "Registered by {name}, {at}" }
    gone { es: "Esa planilla, mesa o votación ya no está.", mx: "Esa planilla, casilla o votación ya no está.", en: "That sheet, desk or contest is gone." }
    stage { es: "Lectura", en: "Reading" }
    unread { es: "Nadie la ha leído", en: "Nobody has read it" }
    read_once { es: "La leyó una persona", en: "One person has read it" }
    differs(left) { es: "Diferencias por decidir: {left}", en: "Differences to decide: {left}" }
    stage_agreed { es: "Acordada", en: "Agreed on" }

    // Custody.
    custody { es: "Cadena de custodia", en: "Chain of custody" }
    custody_none { es: "Todavía no se ha anotado ningún paso.", en: "No step has been noted yet." }
    step { es: "Paso", en: "Step" }
    step_prompt { es: "Elija el paso", en: "Choose the step" }
    step_sealed { es: "Sellada en la mesa", mx: "Sellada en la casilla", en: "Sealed at the desk" }
    step_handed { es: "Entregada para llevarla", en: "Handed over to be carried" }
    step_received { es: "Recibida con el sello entero", en: "Received with the seal whole" }
    step_opened { es: "Abierta ante testigos", en: "Opened before witnesses" }
    step_put_away { es: "Guardada después de leerla", en: "Put away after being read" }
    holder { es: "Quién la tiene", en: "Who has it" }
    holder_wrong { es: "Escriba el nombre de quien la tiene.", en: "Type the name of whoever has it." }
    seal { es: "Número del sello, si lo hay", en: "Number of the seal, if there is one" }
    note { es: "Observación, si la hay", en: "Remark, if there is one" }
    too_long { es: "Es muy largo: máximo 300 letras.", en: "It is too long: at most 300 letters." }
    note_step { es: "Anotar el paso", en: "Note the step" }
    noted { es: "El paso quedó anotado.", en: "The step is noted." }
    choose_step { es: "Elija un paso de la lista.", en: "Choose a step of the list." }
    held(step, holder) { es: "{step}: {holder}", en: "{step}: {holder}" }
    with_seal(seal) { es: "sello {seal}", en: "seal {seal}" }
    noted_by(name, at) { es: "Anotó {name}, {at}", en: "Noted by {name}, {at}" }

    // Reading.
    enter { es: "Digitar la planilla", mx: "Capturar la planilla", en: "Enter the sheet" }
    enter_lead(count) {
        es: "Un renglón por cada tarjetón, {count} en total, en el orden de la planilla. Otra persona hace lo mismo sin ver lo suyo.",
        mx: "Un renglón por cada boleta, {count} en total, en el orden de la planilla. Otra persona hace lo mismo sin ver lo suyo.",
        en: "One line for each ballot, {count} in all, in the order of the sheet. Somebody else does the same without seeing yours."
    }
    lines { es: "Los tarjetones, uno por renglón", mx: "Las boletas, una por renglón", en: "The ballots, one on each line" }
    how_named { es: "Los números de los proyectos marcados, separados por espacios: 3 7 12", en: "The numbers of the marked projects with blanks in between: 3 7 12" }
    how_ranked { es: "Los números en el orden que les dio quien votó, el primero primero: 7 3 12", en: "The numbers in the order that the voter gave them, the first one first: 7 3 12" }
    how_given { es: "Cada número con lo que recibe: 3=5 7=2", en: "Each number with what it gets: 3=5 7=2" }
    how_blank { es: "b: voto en blanco", en: "b: a blank vote" }
    how_rejected(number, cause) { es: "n{number}: nulo, {cause}", en: "n{number}: rejected, {cause}" }
    cause_unmarked { es: "sin marcar", en: "nothing is marked" }
    cause_unclear { es: "no se entiende", en: "nobody can tell what it says" }
    cause_limits { es: "marca más o menos de lo permitido", en: "it marks more or less than it may" }
    cause_whose { es: "dice quién votó", en: "it tells who voted" }
    cause_not_ours { es: "no es un tarjetón de esta votación", mx: "no es una boleta de esta votación", en: "it is no ballot of this contest" }
    keep { es: "Guardar lo leído", en: "Keep what was read" }
    not_yet { es: "Las planillas se digitan cuando termina la votación: antes nadie puede saber cómo va.", mx: "Las planillas se capturan cuando termina la votación: antes nadie puede saber cómo va.", en: "Sheets are entered when voting is over: before, nobody may know how it goes." }
    is_sealed { es: "La urna ya está sellada: no se puede cambiar nada.", en: "The urn is sealed: nothing can be changed." }
    no_form { es: "Esta votación no tiene un tarjetón que se pueda imprimir o leer.", mx: "Esta votación no tiene una boleta que se pueda imprimir o leer.", en: "This contest has no ballot that could be printed or read." }
    line(number, said) { es: "Renglón {number}: {said}", en: "Line {number}: {said}" }
    more_lines(count) { es: "Y hay errores en {count} renglones más.", en: "And there are mistakes in {count} more lines." }
    line_empty { es: "está vacío. Si el tarjetón está sin marcar, escriba n1.", mx: "está vacío. Si la boleta está sin marcar, escriba n1.", en: "it is empty. If nothing is marked on the ballot, type n1." }
    line_no_project(found) { es: "«{found}» no es un número del tarjetón.", mx: "«{found}» no es un número de la boleta.", en: "“{found}” is no number of the ballot." }
    line_no_cause(found) { es: "«{found}» no es una causa de la lista.", en: "“{found}” is no cause of the list." }
    line_no_ballot(said) { es: "{said} Si el papel dice eso, es nulo: escriba n3.", en: "{said} If the paper says so, it is rejected: type n3." }
    count_differs(expected, found) { es: "La planilla tiene {expected} tarjetones y usted digitó {found}.", mx: "La planilla tiene {expected} boletas y usted capturó {found}.", en: "The sheet has {expected} ballots and you typed {found}." }
    same_person { es: "Usted ya leyó esta planilla. La segunda lectura la hace otra persona.", en: "You have read this sheet. Somebody else reads it the second time." }
    read_twice { es: "Dos personas ya leyeron esta planilla.", en: "Two people have read this sheet." }
    kept_first { es: "Lo que leyó quedó guardado. Ahora la lee otra persona.", en: "What you read is kept. Now somebody else reads it." }
    kept_agreed { es: "Las dos lecturas dicen lo mismo: la planilla quedó acordada.", en: "Both readings say the same: the sheet is agreed on." }
    kept_differs(left) { es: "Las dos lecturas difieren en {left}. Una tercera persona decide.", en: "The two readings differ on {left}. A third person decides." }

    // Deciding.
    differences { es: "Diferencias", en: "Differences" }
    differences_lead { es: "Mire el papel y diga qué dice cada uno. Decide alguien que no haya leído esta planilla.", en: "Look at the paper and say what each of them says. Somebody decides who has not read this sheet." }
    differences_others { es: "Usted leyó esta planilla: las diferencias las decide otra persona.", en: "You have read this sheet: somebody else decides on the differences." }
    ballot_number(number) { es: "Tarjetón {number}", mx: "Boleta {number}", en: "Ballot {number}" }
    it_says(reading) { es: "Dice: {reading}", en: "It says: {reading}" }
    neither { es: "Ninguna de las dos; dice", en: "Neither of them; it says" }
    decide { es: "Decidir", en: "Decide" }
    decide_act { es: "Decidir qué dice un voto en papel", en: "Decide what a vote on paper says" }
    decided { es: "La decisión quedó registrada.", en: "The decision is on record." }
    decided_all { es: "Era la última diferencia: la planilla quedó acordada.", en: "It was the last difference: the sheet is agreed on." }
    choose_reading { es: "Elija qué dice el papel.", en: "Choose what the paper says." }
    no_difference_here { es: "Ese tarjetón ya no tiene diferencias por decidir.", mx: "Esa boleta ya no tiene diferencias por decidir.", en: "There is no difference to decide on that ballot any more." }
    is_decided { es: "Otra persona ya decidió sobre ese tarjetón.", mx: "Otra persona ya decidió sobre esa boleta.", en: "Somebody else has decided on that ballot." }
    reading_blank { es: "en blanco", en: "blank" }
    reading_rejected(cause) { es: "nulo, {cause}", en: "rejected, {cause}" }
    reading_mark(number, points) { es: "{number} ({points})", en: "{number} ({points})" }
    agreed_note { es: "La planilla está acordada. Sus totales se publican con el resultado.", en: "The sheet is agreed on. Its totals are published with the result." }

    // Printing.
    print { es: "Imprimir tarjetones", mx: "Imprimir boletas", en: "Print ballots" }
    print_lead(most) {
        es: "Cada lote sigue la numeración del anterior, hasta {most} por lote. El número va en el talón, que se queda en la mesa; lo que entra a la caja no lleva número.",
        mx: "Cada lote sigue la numeración del anterior, hasta {most} por lote. El número va en el talón, que se queda en la casilla; lo que entra a la urna no lleva número.",
        en: "Each batch goes on with the numbers of the one before, up to {most} in a batch. The number stands on the stub, which stays at the desk; what goes into the box has no number."
    }
    print_count { es: "Cuántos", mx: "Cuántas", en: "How many" }
    print_do { es: "Numerar el lote", en: "Number the batch" }
    numbered(first, last) { es: "Lote listo: del {first} al {last}. Ya se puede descargar.", en: "The batch is ready: from {first} to {last}. It can be downloaded." }
    batches { es: "Lotes", en: "Batches" }
    batch { es: "Números", en: "Numbers" }
    from_to(first, last) { es: "{first} a {last}", en: "{first} to {last}" }
    printed_by { es: "Quién y cuándo", en: "Who and when" }
    by_at(name, at) { es: "{name}, {at}", en: "{name}, {at}" }
    file { es: "PDF", en: "PDF" }
    file_large { es: "PDF en letra grande", en: "PDF in large print" }
    file_of(first) { es: "del lote que empieza en {first}", en: "of the batch that begins at {first}" }

    // On the printed ballot.
    leaflet_over(site, process) { es: "{site} · {process}", en: "{site} · {process}" }
    leaflet_tick { es: "Marque con una equis (X) el cuadro de cada proyecto que elige.", en: "Put a cross (X) into the square of each project that you choose." }
    leaflet_rank { es: "Escriba 1 en el cuadro del que más le gusta, 2 en el siguiente, y así.", en: "Write 1 into the square of the one you like best, 2 into the next, and so on." }
    leaflet_give { es: "Escriba en el cuadro cuánto le da a cada proyecto.", en: "Write into the square how much you give to each project." }
    leaflet_ceiling(money) { es: "Hay {money} para esta votación.", en: "There is {money} for this contest." }
    leaflet_groups { es: "Donde dice «solo puede ganar uno», puede marcar los que quiera: en el conteo gana uno solo de ellos.", en: "Where it says “only one can win”, mark those you want: the count lets only one of them win." }
    leaflet_unsigned { es: "No escriba su nombre ni firme: un tarjetón que dice quién votó no se cuenta. Dóblelo y métalo en la caja.", mx: "No escriba su nombre ni firme: una boleta que dice quién votó no se cuenta. Dóblela y métala en la urna.", en: "Neither write your name nor sign: a ballot that tells who voted is not counted. Fold it and put it into the box." }
    leaflet_blank { es: "Voto en blanco", en: "Blank vote" }
    leaflet_stub { es: "Talón: se queda en la mesa", mx: "Talón: se queda en la casilla", en: "Stub: it stays at the desk" }
    leaflet_tear { es: "Desprenda el talón antes de entregar el tarjetón", mx: "Desprenda el talón antes de entregar la boleta", en: "Tear the stub off before handing out the ballot" }
    leaflet_foot(title) { es: "{title} · página {{page}} de {{pages}}", en: "{title} · page {{page}} of {{pages}}" }
    leaflet_file(code, first) { es: "tarjetones-{code}-{first}.pdf", mx: "boletas-{code}-{first}.pdf", en: "ballots-{code}-{first}.pdf" }
    leaflet_file_large(code, first) { es: "tarjetones-{code}-{first}-letra-grande.pdf", mx: "boletas-{code}-{first}-letra-grande.pdf", en: "ballots-{code}-{first}-large-print.pdf" }

    // With the result.
    sheet { es: "Planilla", en: "Sheet" }
    on_screen { es: "Votos en pantalla", en: "Votes on a screen" }
    on_paper { es: "Votos en papel", en: "Votes on paper" }
    with_projects { es: "Con proyectos", en: "With projects" }
    blank { es: "En blanco", en: "Blank" }
    rejected { es: "Nulos", en: "Rejected" }
    rejected_for(count, cause) { es: "{count} ({cause})", en: "{count} ({cause})" }
    published_lead {
        es: "El comprobante de un voto en papel es su lugar: planilla y tarjetón. El 34 de la planilla 12 es 9A9E-0000-0012-0000-0034. Quien vio leer una planilla busca aquí cada uno de sus votos. Los nulos no entran a la urna.",
        mx: "El comprobante de un voto en papel es su lugar: planilla y boleta. La 34 de la planilla 12 es 9A9E-0000-0012-0000-0034. Quien vio leer una planilla busca aquí cada uno de sus votos. Los nulos no entran a la urna.",
        en: "The receipt of a vote on paper is its place: sheet and ballot. Number 34 of sheet 12 is 9A9E-0000-0012-0000-0034. Whoever watched a sheet being read looks up each of its votes here. Rejected ones don't go into the urn."
    }

    // Sealing.
    sheets_wait(contest, desks) {
        es: "En «{contest}» faltan planillas por acordar de: {desks}. Se sella cuando estén todas.",
        en: "In “{contest}” sheets are not agreed on of: {desks}. It is sealed once all are."
    }
    does_not_square(contest, desks) {
        es: "En «{contest}» no están todos los tarjetones que se entregaron, o hay de más, y nadie ha dicho por qué: {desks}. Regístrelos, o explique la diferencia en Votos en papel.",
        mx: "En «{contest}» no están todas las boletas que se entregaron, o hay de más, y nadie ha dicho por qué: {desks}. Regístrelas, o explique la diferencia en Votos en papel.",
        en: "In “{contest}” not all ballots that were handed out are there, or there are too many, and nobody has said why: {desks}. Register them, or explain the difference under Votes on paper."
    }
    desk_figures(desk, handed, agreed) { es: "{desk} (entregados {handed}, en planillas {agreed})", mx: "{desk} (entregadas {handed}, en planillas {agreed})", en: "{desk} (handed out {handed}, on sheets {agreed})" }
}

/// How far a sheet is.
pub fn stage_of(locale: Locale, stage: Stage) -> String {
    match stage {
        Stage::Unread => unread(locale).to_owned(),
        Stage::ReadOnce => read_once(locale).to_owned(),
        Stage::Differs { left } => differs(locale, left),
        Stage::Agreed => stage_agreed(locale).to_owned(),
        Stage::Void => stage_void(locale).to_owned(),
    }
}

/// How a desk stands.
pub const fn standing_of(locale: Locale, standing: Standing) -> &'static str {
    match standing {
        Standing::Square => square(locale),
        Standing::Explained => explained(locale),
        Standing::Proposed => proposed(locale),
        Standing::Pending => pending(locale),
        Standing::Unexplained => unexplained(locale),
    }
}

/// Why figures differ.
pub const fn why_of(locale: Locale, why: Why) -> &'static str {
    match why {
        Why::TakenAway => why_taken(locale),
        Why::Lost => why_lost(locale),
        Why::Annulled => why_annulled(locale),
        Why::Elsewhere => why_elsewhere(locale),
        Why::Journal => why_journal(locale),
    }
}

/// A step of the custody.
pub const fn step_of(locale: Locale, step: Step) -> &'static str {
    match step {
        Step::Sealed => step_sealed(locale),
        Step::HandedOver => step_handed(locale),
        Step::Received => step_received(locale),
        Step::Opened => step_opened(locale),
        Step::PutAway => step_put_away(locale),
    }
}

/// Why a ballot is rejected.
pub const fn cause_of(locale: Locale, cause: Cause) -> &'static str {
    match cause {
        Cause::Unmarked => cause_unmarked(locale),
        Cause::Unclear => cause_unclear(locale),
        Cause::OutOfLimits => cause_limits(locale),
        Cause::TellsWhose => cause_whose(locale),
        Cause::NotOurs => cause_not_ours(locale),
    }
}

/// What a ballot says, as it is typed: of a ranking, the numbers from the first place on.
pub fn reading(locale: Locale, reading: &Reading, input: Input) -> String {
    match reading {
        Reading::Rejected(cause) => reading_rejected(locale, cause_of(locale, *cause)),
        Reading::Valid(marks) if marks.are_blank() => reading_blank(locale).to_owned(),
        Reading::Valid(marks) => {
            let mut marks: Vec<_> = marks.iter().collect();
            if matches!(input, Input::Place { .. }) {
                marks.sort_by_key(|(_, points)| Reverse(*points));
            }
            let mark = |(number, points)| match input {
                Input::Tick | Input::Pick | Input::Place { .. } => format!("{number}"),
                Input::Amount { .. } => reading_mark(locale, number, points),
            };
            marks.into_iter().map(mark).collect::<Vec<_>>().join(" ")
        }
    }
}

/// What is wrong with a line that was typed for a ballot of a form.
pub fn mistyped(locale: Locale, form: &BallotForm, mistake: &Mistyped) -> String {
    match mistake {
        Mistyped::Nothing => line_empty(locale).to_owned(),
        Mistyped::NoProject(found) => line_no_project(locale, found),
        Mistyped::NoCause(found) => line_no_cause(locale, found),
        Mistyped::NoBallot(mistakes) => {
            let called = |project| {
                let number = form.offer().project(project).map_or(0, |project| project.number);
                (number, number.to_string())
            };
            let said: Vec<String> =
                mistakes.iter().map(|mistake| super::ballot::mistake(locale, mistake, &called)).collect();
            line_no_ballot(locale, said.join(" "))
        }
    }
}

/// Why what was read is not taken.
pub fn not_entered(locale: Locale, why: NotEntered) -> String {
    match why {
        NotEntered::Count { expected, found } => count_differs(locale, expected, found),
        NotEntered::SamePerson => same_person(locale).to_owned(),
        NotEntered::Complete => read_twice(locale).to_owned(),
        NotEntered::Void => is_void(locale).to_owned(),
    }
}

/// Why a decision is not taken.
pub const fn not_resolved(locale: Locale, why: NotResolved) -> &'static str {
    match why {
        NotResolved::NoDifference => no_difference_here(locale),
        NotResolved::Decided => is_decided(locale),
        NotResolved::SamePerson => differences_others(locale),
        NotResolved::Void => is_void(locale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever compares it with the sheet of paper sees what stands there, not what it counts.
    #[test]
    fn a_ranking_is_told_as_it_is_typed() {
        let says = |written: &str, input| reading(Locale::EsCo, &written.parse().expect("a reading"), input);
        assert_eq!(says("2:2 7:3 12:1", Input::Place { most: 3 }), "7 2 12");
        assert_eq!(says("2:2 7:1 12:3", Input::Place { most: 3 }), "12 2 7");
        assert_eq!(says("2:1 12:1", Input::Tick), "2 12");
        let points = Input::Amount { step: 1, most: 5 };
        assert_eq!(says("2:4", points), reading_mark(Locale::EsCo, 2, 4));
    }
}
