//! Words of polling places (puestos de votación) and their desks (mesas).

use shared::{
    desk::{Assistance, Difference, IncidentKind, Refusal, Stage},
    locale::Locale,
    ruleset::OfflineBallots,
    urn::Channel,
};

messages! {
    nav { es: "Mi mesa", mx: "Mi casilla", en: "My desk" }
    tab { es: "Mesas", mx: "Casillas", en: "Desks" }
    title { es: "Puestos y mesas de votación", mx: "Centros y casillas de votación", en: "Polling places and desks" }
    lead {
        es: "Dónde se vota en persona, quién atiende y cómo va cada mesa.",
        mx: "Dónde se vota en persona, quién atiende y cómo va cada casilla.",
        en: "Where people vote in person, who attends to them and how each desk stands."
    }
    none { es: "Todavía no hay puestos de votación.", mx: "Todavía no hay centros de votación.", en: "There are no polling places yet." }
    table { es: "Puestos de votación", mx: "Centros de votación", en: "Polling places" }
    place { es: "Puesto", mx: "Centro", en: "Place" }
    desk_number(number) { es: "Mesa {number}", mx: "Casilla {number}", en: "Desk {number}" }
    desk_of(number, place) { es: "Mesa {number} · {place}", mx: "Casilla {number} · {place}", en: "Desk {number} · {place}" }
    desks { es: "Mesas", mx: "Casillas", en: "Desks" }
    territory { es: "De quién", en: "Whose" }
    of_everybody { es: "De cualquier territorio", en: "Of any territory" }
    hours { es: "Horario", en: "Hours" }
    mobile { es: "Itinerante", en: "Mobile" }
    too_few(count, names) {
        es: "Las reglas piden por lo menos {count} puesto(s) fijo(s) en cada territorio. Faltan en: {names}.",
        mx: "Las reglas piden por lo menos {count} centro(s) fijo(s) en cada territorio. Faltan en: {names}.",
        en: "The rules ask for at least {count} fixed place(s) in each territory. Missing in: {names}."
    }
    too_few_here(count, found) {
        es: "Las reglas piden por lo menos {count} puesto(s) fijo(s); hay {found}.",
        mx: "Las reglas piden por lo menos {count} centro(s) fijo(s); hay {found}.",
        en: "The rules ask for at least {count} fixed place(s); there are {found}."
    }
    add_place { es: "Agregar un puesto", mx: "Agregar un centro", en: "Add a place" }
    name { es: "Nombre", en: "Name" }
    name_missing { es: "Escriba el nombre, de 3 a 120 letras.", en: "Write the name, 3 to 120 letters." }
    name_taken { es: "Ya hay un puesto con ese nombre.", mx: "Ya hay un centro con ese nombre.", en: "There is a place of that name." }
    address { es: "Dirección", en: "Address" }
    address_missing { es: "Escriba la dirección, de 3 a 200 letras.", en: "Write the address, 3 to 200 letters." }
    hours_hint { es: "Como se lee en la puerta: de 8:00 a. m. a 4:00 p. m.", en: "As one reads it on the door: from 8:00 to 16:00." }
    hours_long { es: "Escriba el horario en 200 letras o menos.", en: "Write the hours in 200 letters or fewer." }
    whose { es: "Quiénes votan aquí", en: "Who votes here" }
    whose_all { es: "Personas de cualquier territorio", en: "People of any territory" }
    is_mobile { es: "Va a donde está la gente (itinerante)", en: "It goes to where people are (mobile)" }
    place_added(name) { es: "«{name}» quedó con una mesa.", mx: "«{name}» quedó con una casilla.", en: "“{name}” has a desk now." }
    add_desk { es: "Agregar una mesa", mx: "Agregar una casilla", en: "Add a desk" }
    desk_added(number) { es: "Quedó agregada la mesa {number}.", mx: "Quedó agregada la casilla {number}.", en: "Desk {number} was added." }
    gone { es: "Esa mesa ya no está.", mx: "Esa casilla ya no está.", en: "That desk is not there any more." }

    stage_none { es: "Sin turno", en: "No shift" }
    stage_on_duty { es: "Por abrir la urna", en: "The box is not shown yet" }
    stage_open { es: "Abierta", en: "Open" }
    stage_paused { es: "En pausa", en: "Paused" }
    stage_closed { es: "Cerrada", en: "Closed" }
    stage_relieved { es: "Relevada", en: "Relieved" }

    my_desks { es: "Mesas que puede atender", mx: "Casillas que puede atender", en: "Desks that you may run" }
    my_desks_lead {
        es: "Escoja la mesa en la que está. Cada turno lo escribe una sola mano.",
        mx: "Escoja la casilla en la que está. Cada turno lo escribe una sola mano.",
        en: "Choose the desk where you are. Each shift is written by one hand only."
    }
    my_none { es: "Hoy no hay mesas que usted pueda atender.", mx: "Hoy no hay casillas que usted pueda atender.", en: "There are no desks that you may run today." }

    begin { es: "Comenzar un turno", en: "Begin a shift" }
    officers { es: "Quiénes atienden", en: "Who attends" }
    officers_hint { es: "Un nombre en cada línea, de 1 a 12 personas.", en: "One name on each line, 1 to 12 people." }
    officers_wrong { es: "Escriba de 1 a 12 nombres, uno en cada línea.", en: "Write 1 to 12 names, one on each line." }
    begin_do { es: "Comenzar el turno", en: "Begin the shift" }
    begun { es: "El turno comenzó. Muestre la urna vacía y escriba el acta de apertura.", en: "The shift has begun. Show the empty box and write the opening act." }
    under_way { es: "Esta mesa ya tiene un turno en curso.", mx: "Esta casilla ya tiene un turno en curso.", en: "This desk has a shift under way." }

    opening { es: "Acta de apertura", en: "Opening act" }
    box_empty { es: "Todas las personas presentes vieron que la urna está vacía", en: "Everybody present saw that the box is empty" }
    box_empty_missing { es: "Muestre la urna vacía y marque que todas la vieron.", en: "Show the empty box and tick that everybody saw it." }
    papers { es: "Papeletas que recibió la mesa", mx: "Boletas que recibió la casilla", en: "Paper ballots that the desk got" }
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
    number_hint { es: "Con o sin puntos. También lo que escribe el lector.", en: "With or without points. Also what the scanner types." }
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
    no_ballot { es: "En ese territorio no hay tarjetón.", mx: "En ese territorio no hay boleta.", en: "There is no ballot in that territory." }
    assisted { es: "Voto asistido", en: "Assisted voting" }
    assisted_hint { es: "Se anota que alguien le ayudó y por qué; nunca por quién votó.", en: "It is noted that somebody helped and why; never what was voted." }
    not_assisted { es: "Vota sin ayuda", en: "Votes without help" }
    assisted_sight { es: "No ve o ve poco", en: "Does not see, or hardly" }
    assisted_movement { es: "No puede sostener o mover el papel", en: "Cannot hold or move the paper" }
    assisted_reading { es: "No lee, o no este idioma", en: "Does not read, or not this language" }
    assisted_other { es: "Otra razón", en: "Another reason" }
    mark_do { es: "Marcar que votó y entregar la papeleta", mx: "Marcar que votó y entregar la boleta", en: "Mark as voted and hand over the ballot" }
    marked(last, ballot) {
        es: "Marcada la persona del documento terminado en {last}. Entregue una papeleta de {ballot}.",
        mx: "Marcada la persona del documento terminado en {last}. Entregue una boleta de {ballot}.",
        en: "Marked: document ending in {last}. Hand over one paper ballot of {ballot}."
    }
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

    journal { es: "Libro del turno", en: "Journal of the shift" }
    shift(number) { es: "Turno {number}", en: "Shift {number}" }
    began(name, date) { es: "Lo comenzó {name}, {date}", en: "Begun by {name}, {date}" }
    was_opened { es: "Urna vacía mostrada", en: "Empty box shown" }
    with_seal(seal) { es: "sello {seal}", en: "seal {seal}" }
    figures { es: "Lo que dice el libro y lo que se contó", en: "What the journal says and what was counted" }
    figures_later {
        es: "Mientras haya votación, cuántas personas votaron en una mesa lo sabe solo quien la atiende. Aquí se verá cuando cierre.",
        en: "While voting runs, only those who run a desk know how many people voted there. It is shown here once voting closes."
    }
    figure { es: "Qué", en: "What" }
    by_journal { es: "Libro", en: "Journal" }
    by_hand { es: "Contado", en: "Counted" }
    recorded_papers { es: "Papeletas recibidas", mx: "Boletas recibidas", en: "Papers received" }
    recorded_tablet { es: "Votaron en tableta", en: "Voted on a tablet" }
    recorded_assisted { es: "Votos asistidos", en: "Assisted votes" }
    recorded_offline { es: "Marcadas sin red", en: "Marked without a network" }
    explains(text) { es: "Explicación: {text}", en: "Explanation: {text}" }
    incidents { es: "Novedades", en: "Incidents" }
    no_incidents { es: "Sin novedades.", en: "No incidents." }
    contradictions { es: "Votaron también en otra parte", en: "Also voted elsewhere" }
    contradiction(number, how, decision) {
        es: "Anotación {number}: ya había votado {how}. {decision}",
        en: "Entry {number}: had voted {how}. {decision}"
    }
    envelope_contradiction(envelope, number, how, decision) {
        es: "Sobre {envelope} (anotación {number}): ya había votado {how}. {decision}",
        en: "Envelope {envelope} (entry {number}): had voted {how}. {decision}"
    }
    envelopes { es: "Sobres de los votos recibidos sin red", en: "Envelopes of ballots taken without a network" }
    envelopes_lead {
        es: "Ya se sabe quién votó también en otra parte. Abra estos sobres delante de todas las personas y pase las papeletas a la urna sin mirarlas; los demás quedan cerrados.",
        mx: "Ya se sabe quién votó también en otra parte. Abra estos sobres delante de todas las personas y pase las boletas a la urna sin mirarlas; los demás quedan cerrados.",
        en: "It is known by now who also voted elsewhere. Open these envelopes before everybody and put the papers into the box without looking at them; the others stay closed."
    }
    envelopes_open(numbers) { es: "Se abren: {numbers}", en: "To be opened: {numbers}" }
    envelopes_kept(numbers) { es: "Quedan cerrados: {numbers}", en: "Stay closed: {numbers}" }
    envelopes_none { es: "ninguno", en: "none" }
    envelopes_do { es: "Anotar que se abrieron", en: "Note that they were opened" }
    envelopes_noted { es: "Quedó anotada la apertura de los sobres.", en: "The opening of the envelopes was noted." }
    envelopes_done(name, date) { es: "Los abrió {name}, {date}", en: "Opened by {name}, {date}" }
    envelopes_gone { es: "Los sobres de ese turno no se pueden abrir ahora, o ya se abrieron.", en: "The envelopes of that shift cannot be opened now, or were opened before." }
    stays_closed { es: "Su sobre no se abre.", en: "The envelope is not opened." }
    stays_in_box { es: "Su papel cuenta y el acta lo nombra.", en: "The paper counts and the act names it." }
    head(number, hash) { es: "{number} anotaciones. Huella de la última: {hash}", en: "{number} entries. Fingerprint of the last: {hash}" }
    print_hint { es: "Imprima esta página para firmar el acta.", en: "Print this page to sign the act." }
    signatures { es: "Firmas", en: "Signatures" }

    relieve { es: "Dar por terminado el turno", en: "End the shift" }
    relieve_lead {
        es: "Solo si la mesa no puede cerrar: se perdió el equipo o no hay quien siga. Lo que un equipo escribió sin red y llegue después también se guarda.",
        mx: "Solo si la casilla no puede cerrar: se perdió el equipo o no hay quien siga. Lo que un equipo escribió sin red y llegue después también se guarda.",
        en: "Only if the desk cannot close: the device was lost, or nobody can go on. What a device wrote without a network and comes in later is kept too."
    }
    relieve_do { es: "Terminar el turno", en: "End the shift" }
    relieved { es: "El turno quedó terminado.", en: "The shift was ended." }
    was_relieved(name, why) { es: "Terminado por {name}: {why}", en: "Ended by {name}: {why}" }
    not_under_way { es: "Esta mesa no tiene un turno en curso.", mx: "Esta casilla no tiene un turno en curso.", en: "This desk has no shift under way." }
    still_open(count) {
        es: "Hay {count} mesa(s) con el turno abierto. Ciérrelas, o termine sus turnos en «Mesas», antes de sellar las urnas.",
        mx: "Hay {count} casilla(s) con el turno abierto. Ciérrelas, o termine sus turnos en «Casillas», antes de sellar las urnas.",
        en: "{count} desk(s) have a shift under way. Close them, or end their shifts under “Desks”, before sealing the urns."
    }
    urn_sealed { es: "La urna de ese territorio ya está sellada: nadie más vota.", en: "The urn of that territory is sealed: nobody votes any more." }
    other_hand { es: "Este turno lo escribe otro equipo: siga en él, o termine el turno.", en: "Another device writes this shift: go on with it, or end the shift." }
    wrong_stage(stage) { es: "Eso no se puede anotar ahora: la mesa está {stage}.", mx: "Eso no se puede anotar ahora: la casilla está {stage}.", en: "That cannot be noted now: the desk is {stage}." }
    nothing_to_spoil { es: "Todas las papeletas entregadas ya se cambiaron.", mx: "Todas las boletas entregadas ya se cambiaron.", en: "All papers that were handed out have been replaced." }
    not_written { es: "No se pudo anotar. Cargue la página otra vez.", en: "It could not be noted. Load the page again." }
    device { es: "Mesa en este equipo", mx: "Casilla en este equipo", en: "Desk on this device" }
    device_lead {
        es: "Sigue funcionando cuando no hay red. Lo que escribe queda cifrado en este equipo y se envía cuando la red vuelve.",
        en: "It goes on when there is no network. What it writes is kept encrypted on this device and sent when the network is back."
    }
    device_link { es: "Atender en este equipo, también sin red", en: "Run it on this device, also without a network" }
    device_script {
        es: "Esta página necesita JavaScript. Sin él, atienda la mesa con red.",
        mx: "Esta página necesita JavaScript. Sin él, atienda la casilla con red.",
        en: "This page needs JavaScript. Without it, run the desk with a network."
    }
    device_prepare { es: "Preparar este equipo", en: "Prepare this device" }
    device_prepare_lead {
        es: "Hágalo con red, antes de abrir. El equipo recibe la parte del padrón de este puesto y la guarda cifrada con la clave del turno.",
        mx: "Hágalo con red, antes de abrir. El equipo recibe la parte del padrón de este centro y la guarda cifrada con la clave del turno.",
        en: "Do it with a network, before you open. The device gets this place's part of the roll and keeps it encrypted with the shift's code."
    }
    device_prepare_do { es: "Preparar el equipo", en: "Prepare the device" }
    device_goes_on { es: "El turno que ya comenzó sigue en este equipo.", en: "The shift that has begun goes on on this device." }
    code { es: "Clave del turno", en: "Code of the shift" }
    code_hint {
        es: "Por lo menos 10 letras o cifras. Sin ella nadie abre lo que guarda el equipo, tampoco usted: anótela aparte.",
        en: "At least 10 letters or digits. Without it nobody opens what the device keeps, not even you: write it down elsewhere."
    }
    code_again { es: "La misma clave otra vez", en: "The same code again" }
    code_short { es: "Escriba una clave de 10 letras o más.", en: "Write a code of 10 letters or more." }
    code_differs { es: "Las dos claves no son iguales.", en: "The two codes are not the same." }
    code_wrong { es: "Esa no es la clave del turno.", en: "That is not the code of the shift." }
    device_unlock { es: "Este equipo guarda un turno", en: "This device keeps a shift" }
    device_unlock_lead { es: "Escriba la clave del turno para seguir.", en: "Type the code of the shift to go on." }
    device_unlock_do { es: "Seguir con el turno", en: "Go on with the shift" }
    device_closed {
        es: "La mesa está cerrada. Deje este equipo encendido hasta que vuelva la red: falta enviar el acta.",
        mx: "La casilla está cerrada. Deje este equipo encendido hasta que vuelva la red: falta enviar el acta.",
        en: "The desk is closed. Keep this device on until the network is back: the act is still to be sent."
    }
    device_done { es: "El turno terminó y todo se envió. Este equipo ya no guarda nada.", en: "The shift is over and everything was sent. This device keeps nothing any more." }
    device_failed { es: "No se pudo hacer.", en: "It could not be done." }
    no_worker { es: "Este navegador no guarda la página: sin red no podrá abrirla otra vez.", en: "This browser does not keep the page: without a network it cannot be opened again." }
    needs_network { es: "Para preparar el equipo hace falta red.", en: "Preparing the device needs a network." }
    net_online { es: "Con red. Todo está enviado.", en: "With a network. Everything was sent." }
    net_sending(waits) { es: "Con red. Se están enviando {waits} anotaciones.", en: "With a network. Sending {waits} entries." }
    net_offline(waits) { es: "Sin red. Puede seguir: {waits} anotaciones esperan cifradas en este equipo.", en: "No network. You can go on: {waits} entries wait encrypted on this device." }
    net_offline_locked { es: "Sin red.", en: "No network." }
    net_stuck(number, why) {
        es: "El servidor no aceptó la anotación {number}: {why} Avise a la administración; nada se ha perdido.",
        en: "The server did not take entry {number}: {why} Tell the administration; nothing is lost."
    }
    sign_in { es: "Su sesión terminó: ingrese otra vez y vuelva a esta página. Lo escrito sigue aquí.", en: "Your session is over: sign in again and come back to this page. What was written is still here." }
    slice_large(most) { es: "El padrón de este puesto pasa de {most} personas: dele al puesto un territorio.", mx: "El padrón de este centro pasa de {most} personas: dele al centro un territorio.", en: "The roll of this place has more than {most} people: give the place a territory." }
    device_marked(last) { es: "Marcada la persona del documento terminado en {last}. Entregue la papeleta.", mx: "Marcada la persona del documento terminado en {last}. Entregue la boleta.", en: "Marked: document ending in {last}. Hand over the paper ballot." }
    device_marked_envelope(last, envelope) {
        es: "Marcada la persona del documento terminado en {last}. Entregue la papeleta y el sobre número {envelope}: el voto va cerrado en ese sobre.",
        mx: "Marcada la persona del documento terminado en {last}. Entregue la boleta y el sobre número {envelope}: el voto va cerrado en ese sobre.",
        en: "Marked: document ending in {last}. Hand over the paper ballot and envelope number {envelope}: the vote goes into that envelope, closed."
    }
    take_back(last) {
        es: "La persona del documento terminado en {last} acababa de votar en otra parte. No le entregue papeleta; quedó anotado.",
        mx: "La persona del documento terminado en {last} acababa de votar en otra parte. No le entregue boleta; quedó anotado.",
        en: "The person whose document ends in {last} had just voted elsewhere. Do not hand over a ballot; it is noted."
    }
    from_slice(at) { es: "Según el padrón guardado el {at}.", en: "By the roll as kept on {at}." }
    slice_voted { es: "Ya había votado.", en: "Had voted." }
    slice_not { es: "Las reglas no le permiten votar aquí.", en: "The rules do not let them vote here." }
    slice_where { es: "No se sabe dónde vota. Pregunte dónde vive y búsquela otra vez con ese territorio.", en: "It is not known where they vote. Ask where they live and find them again with that territory." }
    slice_unknown { es: "No está en el padrón de este puesto. Sin red no se puede saber más.", mx: "No está en el padrón de este centro. Sin red no se puede saber más.", en: "Not on the roll of this place. Without a network no more can be known." }
    slice_born { es: "Escriba la fecha de nacimiento que dice el documento.", en: "Type the day of birth that the document says." }
    slice_young(age) { es: "Se vota desde los {age} años.", en: "One votes from the age of {age}." }
}

/// How a desk stands; none where it has no shift.
pub const fn stage(locale: Locale, stage: Option<Stage>) -> &'static str {
    match stage {
        None | Some(Stage::Blank) => stage_none(locale),
        Some(Stage::OnDuty) => stage_on_duty(locale),
        Some(Stage::Open) => stage_open(locale),
        Some(Stage::Paused) => stage_paused(locale),
        Some(Stage::Closed) => stage_closed(locale),
    }
}

/// By which channel somebody voted.
pub const fn channel(locale: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Web => by_web(locale),
        Channel::Desk => by_desk(locale),
        Channel::Paper => by_paper(locale),
    }
}

/// Somebody who had voted elsewhere: in which event, in which envelope if in one, how before, and what the rule made of it.
pub fn voted_twice(
    locale: Locale,
    number: u32,
    envelope: Option<u32>,
    before: Option<Channel>,
    rule: OfflineBallots,
) -> String {
    let how = before.map_or_else(|| by_seal(locale), |before| channel(locale, before));
    match envelope {
        Some(envelope) => envelope_contradiction(locale, envelope, number, how, decision(locale, rule)),
        None => contradiction(locale, number, how, decision(locale, rule)),
    }
}

/// Why somebody was helped.
pub const fn assistance(locale: Locale, why: Assistance) -> &'static str {
    match why {
        Assistance::Sight => assisted_sight(locale),
        Assistance::Movement => assisted_movement(locale),
        Assistance::Reading => assisted_reading(locale),
        Assistance::Other => assisted_other(locale),
    }
}

/// A sort of incident.
pub const fn incident_of(locale: Locale, kind: IncidentKind) -> &'static str {
    match kind {
        IncidentKind::Refused => incident_refused(locale),
        IncidentKind::Equipment => incident_equipment(locale),
        IncidentKind::Disturbance => incident_disturbance(locale),
        IncidentKind::Complaint => incident_complaint(locale),
        IncidentKind::Other => incident_other(locale),
    }
}

/// What became of a ballot of somebody who had voted elsewhere.
pub const fn decision(locale: Locale, decision: OfflineBallots) -> &'static str {
    match decision {
        OfflineBallots::SetAside => stays_closed(locale),
        OfflineBallots::Count => stays_in_box(locale),
    }
}

/// What a difference is of.
pub const fn difference_of(locale: Locale, difference: &Difference) -> &'static str {
    match difference {
        Difference::Voters { .. } => counted_voters(locale),
        Difference::InBox { .. } => counted_in_box(locale),
        Difference::Envelopes { .. } => counted_envelopes(locale),
        Difference::Spoilt { .. } => counted_spoilt(locale),
        Difference::Unused { .. } => counted_unused(locale),
    }
}

/// Differences in sentences.
pub fn differences(locale: Locale, all: &[Difference]) -> String {
    let sentence = |one: &Difference| {
        let (recorded, counted) = one.figures();
        difference(locale, difference_of(locale, one), recorded, counted)
    };
    all.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

/// Why the journal does not take something that a page wrote.
pub fn refusal(locale: Locale, why: &Refusal) -> String {
    match why {
        Refusal::Stage { stage: now, .. } => wrong_stage(locale, stage(locale, Some(*now)).to_lowercase()),
        Refusal::Officers { .. } => officers_wrong(locale).to_owned(),
        Refusal::BoxNotEmpty => box_empty_missing(locale).to_owned(),
        Refusal::AlreadyMarked { number } => marked_here(locale, number),
        Refusal::NothingToSpoil => nothing_to_spoil(locale).to_owned(),
        Refusal::Unexplained(all) => unexplained(locale, differences(locale, all)),
        _ => not_written(locale).to_owned(),
    }
}
