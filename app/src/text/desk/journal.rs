//! Words of what a desk wrote: its journal, its envelopes, and how a shift ends that cannot close.

messages! {
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
    doubtful(count) {
        es: "Anotaciones cuya hora no puede ser, porque el reloj del equipo estaba mal: {count}. Valen igual; se muestran con la hora posible más cercana.",
        en: "Entries whose time is not possible, since the clock of the device was wrong: {count}. They hold all the same and are shown with the nearest time that is possible."
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
    came_late { es: "Su papel ya no cuenta.", en: "The paper does not count any more." }
    envelopes { es: "Sobres de los votos recibidos sin red", en: "Envelopes of ballots taken without a network" }
    envelopes_lead {
        es: "Ya se sabe quién votó también en otra parte. Abra estos sobres delante de todas las personas y pase las papeletas a la urna sin mirarlas; los demás quedan cerrados.",
        mx: "Ya se sabe quién votó también en otra parte. Abra estos sobres delante de todas las personas y pase las boletas a la urna sin mirarlas; los demás quedan cerrados.",
        en: "It is known by now who also voted elsewhere. Open these envelopes before everybody and put the papers into the box without looking at them; the others stay closed."
    }
    envelopes_numbered {
        es: "Cada sobre lleva el número del turno y el suyo: 2-1 es el primero del segundo turno.",
        en: "Each envelope has the number of the shift and its own: 2-1 is the first one of the second shift."
    }
    envelopes_of_device {
        es: "Un equipo escribe el turno de ahora: estos sobres se abren cuando ese turno cierre.",
        en: "A device writes the shift that is under way: these envelopes are opened once that shift is closed."
    }
    envelopes_before_opening {
        es: "Primero muestre la urna vacía y escriba el acta de apertura: las papeletas de estos sobres van a esa urna.",
        mx: "Primero muestre la urna vacía y escriba el acta de apertura: las boletas de estos sobres van a esa urna.",
        en: "First show the empty box and write the opening act: the papers of these envelopes go into that box."
    }
    envelopes_open(numbers) { es: "Se abren: {numbers}", en: "To be opened: {numbers}" }
    envelopes_kept(numbers) { es: "Quedan cerrados: {numbers}", en: "Stay closed: {numbers}" }
    envelopes_none { es: "ninguno", en: "none" }
    envelopes_do { es: "Anotar que se abrieron", en: "Note that they were opened" }
    envelopes_noted { es: "Quedó anotada la apertura de los sobres.", en: "The opening of the envelopes was noted." }
    envelopes_done(name, date) { es: "Los abrió {name}, {date}", en: "Opened by {name}, {date}" }
    envelopes_after(count) {
        es: "Después del acta de cierre entraron a la urna {count} papeleta(s) de sobres.",
        mx: "Después del acta de cierre entraron a la urna {count} boleta(s) de sobres.",
        en: "After the closing act {count} paper(s) out of envelopes came into the box."
    }
    envelope_lost(number, name, why) { es: "Sobre {number}: {name} lo dio por perdido. {why}", en: "Envelope {number}: given up by {name}. {why}" }
    envelope_lost_by_two(number, cause, why, proposer, name) {
        es: "Sobre {number}: perdido. {cause}: {why} (propuso {proposer}, confirmó {name})",
        en: "Envelope {number}: given up. {cause}: {why} (proposed by {proposer}, confirmed by {name})"
    }
    lose { es: "Dar un sobre por perdido", en: "Give an envelope up" }
    lose_later {
        es: "Un sobre se da por perdido cuando termina la votación: hasta entonces puede aparecer.",
        en: "An envelope is given up as lost when voting is over: until then it may turn up."
    }
    lose_lead {
        es: "Solo si nadie puede abrir ya ese sobre. Una persona lo propone con su causa y otra lo confirma; su voto no cuenta, y el acta dice cuántos se perdieron por cada causa.",
        en: "Only if nobody can open that envelope any more. One person proposes it with its cause and another one confirms it; its vote does not count, and the act tells how many were lost for each cause."
    }
    lose_which { es: "Cuál sobre", en: "Which envelope" }
    lose_which_missing { es: "Escoja el sobre.", en: "Choose the envelope." }
    lose_do { es: "Proponer que se dé por perdido", en: "Propose to give it up" }
    loss_of(number, said) { es: "Sobre {number}. {said}", en: "Envelope {number}. {said}" }
    loss_decide(number) { es: "Decidir sobre el sobre {number}", en: "Decide on envelope {number}" }
    loss_confirm { es: "Confirmar que se perdió", en: "Confirm that it is lost" }
    loss_refuse { es: "No darlo por perdido", en: "Do not give it up" }
    loss_refused(name, at, why) { es: "No se dio por perdido: {name}, {at}. {why}", en: "It was not given up: {name}, {at}. {why}" }
    loss_proposed(number) {
        es: "La propuesta sobre el sobre {number} quedó registrada. Otra persona la confirma.",
        en: "The proposal about envelope {number} is on record. Another person confirms it."
    }
    lost(number) { es: "El sobre {number} quedó anotado como perdido.", en: "Envelope {number} was noted as lost." }
    not_lost(number) { es: "El sobre {number} no se dio por perdido: sigue por abrir.", en: "Envelope {number} was not given up: it is still to be opened." }
    loss_changed {
        es: "Ese sobre ya está de otra manera: se abrió, se dio por perdido o ya se propuso. Mire la página otra vez.",
        en: "That envelope stands otherwise by now: it was opened, given up, or it is proposed already. Look at the page again."
    }
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
    envelopes_wait(list) {
        es: "Faltan sobres por abrir en: {list}. Ábralos en su mesa, o delos por perdidos en «Mesas», antes de sellar las urnas: sus votos quedarían por fuera de la cuenta.",
        mx: "Faltan sobres por abrir en: {list}. Ábralos en su casilla, o delos por perdidos en «Casillas», antes de sellar las urnas: sus votos quedarían fuera del cómputo.",
        en: "Envelopes are still to be opened at: {list}. Open them at their desk, or give them up under “Desks”, before sealing the urns: their votes would be left out of the count."
    }
    envelopes_wait_at(desk, count) { es: "{desk} ({count})", en: "{desk} ({count})" }
    envelopes_wait_in(contest, count) {
        es: "En «{contest}» faltan {count} sobre(s) por abrir. La urna no se sella sin ellos.",
        en: "In “{contest}” {count} envelope(s) are still to be opened. The urn is not sealed without them."
    }
    relieved_devices(list) {
        es: "Se dieron por terminados turnos que escribía un equipo: {list}. Lo que ese equipo no haya enviado cuando se sellen las urnas ya no entra en la cuenta.",
        mx: "Se dieron por terminados turnos que escribía un equipo: {list}. Lo que ese equipo no haya enviado cuando se sellen las urnas ya no entra en el cómputo.",
        en: "Shifts that a device wrote were ended: {list}. What such a device has not sent by the time the urns are sealed is not counted any more."
    }
    hand_shift_over { es: "Pasar el turno a un equipo", en: "Hand the shift over to a device" }
    urn_sealed { es: "La urna de ese territorio ya está sellada: nadie más vota.", en: "The urn of that territory is sealed: nobody votes any more." }
    other_hand { es: "Este turno lo escribe otro equipo: siga en él, o termine el turno.", en: "Another device writes this shift: go on with it, or end the shift." }
    wrong_stage(stage) { es: "Eso no se puede anotar ahora: la mesa está {stage}.", mx: "Eso no se puede anotar ahora: la casilla está {stage}.", en: "That cannot be noted now: the desk is {stage}." }
    nothing_to_spoil { es: "Todas las papeletas entregadas ya se cambiaron.", mx: "Todas las boletas entregadas ya se cambiaron.", en: "All papers that were handed out have been replaced." }
    not_written { es: "No se pudo anotar. Cargue la página otra vez.", en: "It could not be noted. Load the page again." }
}
