//! Words of an open desk: the opening act, finding and marking people, everything else that happens, the closing act.

messages! {
    opening { es: "Acta de apertura", en: "Opening act" }
    box_empty { es: "Todas las personas presentes vieron que la urna está vacía", en: "Everybody present saw that the box is empty" }
    box_empty_missing { es: "Muestre la urna vacía y marque que todas la vieron.", en: "Show the empty box and tick that everybody saw it." }
    papers { es: "Papeletas que recibió la mesa", mx: "Boletas que recibió la casilla", en: "Paper ballots that the desk got" }
    papers_of_all {
        es: "Cuente juntas las papeletas de todas las votaciones.",
        mx: "Cuente juntas las boletas de todas las votaciones.",
        en: "Count the papers of all contests together."
    }
    number_wrong { es: "Escriba un número entero: 0 o más.", en: "Write a whole number: 0 or more." }
    seal { es: "Número del sello de la urna (si lo tiene)", en: "Number of the box's seal (if it has one)" }
    opening_do { es: "Abrir la votación en esta mesa", mx: "Abrir la votación en esta casilla", en: "Open the voting at this desk" }
    opened { es: "La mesa está abierta.", mx: "La casilla está abierta.", en: "The desk is open." }

    find { es: "Buscar a una persona", en: "Find a person" }
    find_lead {
        es: "Escriba el número del documento o léalo con el lector de códigos. El número no se guarda.",
        en: "Type the number of the document or read its code with the scanner. The number is not kept."
    }
    kind { es: "Clase de documento", en: "Kind of document" }
    kind_hint { es: "Su abreviatura: cc, ti, ce.", en: "Its short name: cc, ti, ce." }
    kind_wrong { es: "Escriba la clase de documento.", en: "Write the kind of document." }
    number { es: "Número del documento", en: "Number of the document" }
    number_hint {
        es: "Con o sin puntos. También lo que escribe el lector, en una línea o en tres.",
        en: "With or without points. Also what the scanner types, on one line or on three."
    }
    document_wrong { es: "Eso no es un número de documento: de 4 a 20 letras o cifras.", en: "That is no number of a document: 4 to 20 letters or digits." }
    more { es: "Si el padrón no lo dice", en: "If the roll does not say it" }
    born { es: "Fecha de nacimiento, como está en el documento", en: "Day of birth, as the document has it" }
    born_wrong { es: "Escriba una fecha que ya pasó.", en: "Write a day that has passed." }
    lives { es: "Territorio donde vive, según la persona", en: "Territory where they live, as they say" }
    lives_unsaid { es: "Lo que diga el padrón", en: "What the roll says" }
    find_do { es: "Buscar", en: "Find" }

    answer { es: "Respuesta", en: "Answer" }
    ends_in(last) { es: "Documento terminado en {last}", en: "Document ending in {last}" }
    compare_last { es: "Compare el final con el documento que tiene en la mano.", en: "Compare the end with the document in your hand." }
    can_vote { es: "Puede votar aquí", en: "May vote here" }
    cannot_vote { es: "No puede votar aquí", en: "May not vote here" }
    accounts { es: "Sus cuentas: hay un voto por cada una", en: "Their accounts: each has a vote" }
    account_unsaid { es: "Escoja por qué cuenta vota", en: "Choose for which account they vote" }
    account_chosen { es: "por esta vota ahora.", en: "they vote for this one now." }
    choose_account { es: "Vota por esta", en: "They vote for this one" }
    on_rolls(names) { es: "Está en: {names}.", en: "On: {names}." }
    on_no_roll { es: "No está en ningún padrón vigente.", en: "On no roll in force." }
    voted_by(channel) { es: "Ya votó {channel}.", en: "Has voted {channel}." }
    votes_in(territory) { es: "Vota en: {territory}.", en: "Votes in: {territory}." }
    votes_elsewhere(territory) { es: "Le corresponde votar en: {territory}.", en: "Votes elsewhere: {territory}." }
    go_to(places) { es: "Sus puestos: {places}.", mx: "Sus centros: {places}.", en: "Places there: {places}." }
    territory_unknown {
        es: "Ningún padrón dice dónde vota. Pregunte dónde vive y búsquela otra vez con ese territorio.",
        en: "No roll says where they vote. Ask where they live and find them again with that territory."
    }
    marked_here(number) { es: "Esta mesa ya le entregó con qué votar (anotación {number}).", mx: "Esta casilla ya le entregó con qué votar (anotación {number}).", en: "This desk has given them what to vote with (entry {number})." }
    hand_over(ballot) { es: "Entregue: una papeleta de {ballot}.", mx: "Entregue: una boleta de {ballot}.", en: "Hand over: one paper ballot of {ballot}." }
    hand_over_all(count, ballots) {
        es: "Entregue {count} papeletas, una de cada votación: {ballots}.",
        mx: "Entregue {count} boletas, una de cada votación: {ballots}.",
        en: "Hand over {count} paper ballots, one of each contest: {ballots}."
    }
    no_ballot { es: "En ese territorio no hay tarjetón.", mx: "En ese territorio no hay boleta.", en: "There is no ballot in that territory." }
    assisted { es: "Voto asistido", en: "Assisted voting" }
    assisted_hint { es: "Se anota que alguien le ayudó y por qué; nunca por quién votó.", en: "It is noted that somebody helped and why; never what was voted." }
    not_assisted { es: "Vota sin ayuda", en: "Votes without help" }
    assisted_sight { es: "No ve o ve poco", en: "Does not see, or hardly" }
    assisted_movement { es: "No puede sostener o mover el papel", en: "Cannot hold or move the paper" }
    assisted_reading { es: "No lee, o no este idioma", en: "Does not read, or not this language" }
    assisted_other { es: "Otra razón", en: "Another reason" }
    mark_do { es: "Marcar que votó y entregar la papeleta", mx: "Marcar que votó y entregar la boleta", en: "Mark as voted and hand over the ballot" }
    mark_do_all { es: "Marcar que votó y entregar las papeletas", mx: "Marcar que votó y entregar las boletas", en: "Mark as voted and hand over the ballots" }
    marked(last, ballot) {
        es: "Marcada la persona del documento terminado en {last}. Entregue una papeleta de {ballot}.",
        mx: "Marcada la persona del documento terminado en {last}. Entregue una boleta de {ballot}.",
        en: "Marked: document ending in {last}. Hand over one paper ballot of {ballot}."
    }
    marked_all(last, given) { es: "Marcada la persona del documento terminado en {last}. {given}", en: "Marked: document ending in {last}. {given}" }
    voted_meanwhile(channel) { es: "Mientras tanto ya votó {channel}: no le entregue papeleta.", mx: "Mientras tanto ya votó {channel}: no le entregue boleta.", en: "They have voted {channel} meanwhile: do not hand over a ballot." }
    by_web { es: "en línea", en: "online" }
    by_desk { es: "en la tableta de un puesto", mx: "en la tableta de un centro", en: "on the tablet of a polling place" }
    by_paper { es: "en papel en una mesa", mx: "en papel en una casilla", en: "on paper at a desk" }
    by_seal { es: "y la urna ya estaba sellada", en: "and the urn was sealed" }
    other_person { es: "Atender a otra persona", en: "Attend to somebody else" }
    person_gone { es: "Busque otra vez a la persona.", en: "Find the person again." }

    other_acts { es: "Lo demás del turno", en: "The rest of the shift" }
    spoilt { es: "Papeleta dañada", mx: "Boleta dañada", en: "Spoilt paper" }
    spoilt_lead { es: "La persona devuelve la papeleta dañada y recibe otra.", mx: "La persona devuelve la boleta dañada y recibe otra.", en: "The person gives the spoilt paper back and gets another." }
    spoilt_do { es: "Anotar un cambio de papeleta", mx: "Anotar un cambio de boleta", en: "Note a replaced paper" }
    delivery { es: "Llegaron más papeletas", mx: "Llegaron más boletas", en: "More papers came" }
    delivery_papers { es: "Cuántas", en: "How many" }
    delivery_do { es: "Anotar la entrega", en: "Note the delivery" }
    incident { es: "Novedad", en: "Incident" }
    incident_kind { es: "De qué se trata", en: "What it is about" }
    incident_text { es: "Qué pasó", en: "What happened" }
    incident_hint { es: "Sin nombres ni números de documento.", en: "Without names or numbers of documents." }
    incident_missing { es: "Escriba qué pasó, de 10 a 500 letras.", en: "Write what happened, 10 to 500 letters." }
    incident_kind_missing { es: "Escoja de qué se trata.", en: "Choose what it is about." }
    incident_do { es: "Anotar la novedad", en: "Note the incident" }
    choose { es: "Escoja…", en: "Choose…" }
    incident_refused { es: "Alguien no pudo votar", en: "Somebody could not vote" }
    incident_equipment { es: "Algo no funcionó", en: "Something did not work" }
    incident_disturbance { es: "Alguien perturbó la votación o hizo campaña", en: "Somebody disturbed the vote or campaigned" }
    incident_complaint { es: "Una queja", en: "A complaint" }
    incident_other { es: "Otra cosa", en: "Something else" }
    pause { es: "Pausa", en: "Break" }
    pause_text { es: "Por qué", en: "Why" }
    pause_do { es: "Poner la mesa en pausa", mx: "Poner la casilla en pausa", en: "Pause the desk" }
    resume_lead { es: "La mesa está en pausa: nadie vota en ella.", mx: "La casilla está en pausa: nadie vota en ella.", en: "The desk is paused: nobody votes at it." }
    resume_do { es: "Seguir atendiendo", en: "Go on" }
    noted { es: "Quedó anotado.", en: "It was noted." }

    closing { es: "Acta de cierre", en: "Closing act" }
    closing_lead {
        es: "Cuente a mano y escriba lo que encontró. Si algo no cuadra con el libro, explíquelo.",
        en: "Count by hand and write what you found. If something differs from the journal, explain it."
    }
    counted_voters { es: "Personas en la lista firmada", en: "People on the signed list" }
    from_envelopes { es: "De ellas, de sobres de turnos anteriores", en: "Of these, out of envelopes of earlier shifts" }
    counted_in_box { es: "Papeletas en la urna", mx: "Boletas en la urna", en: "Papers in the box" }
    counted_envelopes { es: "Sobres cerrados", en: "Closed envelopes" }
    counted_spoilt { es: "Papeletas dañadas devueltas", mx: "Boletas dañadas devueltas", en: "Spoilt papers given back" }
    counted_unused { es: "Papeletas sin usar", mx: "Boletas sin usar", en: "Unused papers" }
    explained { es: "Qué explica las diferencias", en: "What explains the differences" }
    explained_hint { es: "Solo si algo no cuadra. De 10 a 500 letras.", en: "Only if something differs. 10 to 500 letters." }
    closing_do { es: "Cerrar la mesa", mx: "Cerrar la casilla", en: "Close the desk" }
    closed { es: "La mesa quedó cerrada.", mx: "La casilla quedó cerrada.", en: "The desk is closed." }
    unexplained(list) { es: "No cuadra: {list} Cuente otra vez o explique las diferencias.", en: "It does not agree: {list} Count again or explain the differences." }
    difference(what, recorded, counted) { es: "{what}: el libro dice {recorded} y se contaron {counted}.", en: "{what}: the journal says {recorded}, counted were {counted}." }
}
