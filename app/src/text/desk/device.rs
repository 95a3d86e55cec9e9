//! Words of a desk on a device of its own, with a network and without.

messages! {
    device { es: "Mesa en este equipo", mx: "Casilla en este equipo", en: "Desk on this device" }
    device_lead {
        es: "Sigue funcionando cuando no hay red. Lo que escribe queda cifrado en este equipo y se envía cuando la red vuelve.",
        en: "It goes on when there is no network. What it writes is kept encrypted on this device and sent when the network is back."
    }
    device_link { es: "Atender en este equipo, también sin red", en: "Run it on this device, also without a network" }
    device_not_here {
        es: "Aquí la mesa se atiende con red: sin ella no se entregan votos.",
        mx: "Aquí la casilla se atiende con red: sin ella no se entregan votos.",
        en: "Here a desk is run with a network: nothing is handed out without one."
    }
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
    net_online { es: "Con red. Todo está enviado.", en: "With a network. Everything was sent." }
    net_sending(waits) { es: "Con red. Se están enviando {waits} anotaciones.", en: "With a network. Sending {waits} entries." }
    net_offline(waits) { es: "Sin red o sin respuesta del servidor. Puede seguir: {waits} anotaciones esperan cifradas en este equipo.", en: "No network, or no answer of the server. You can go on: {waits} entries wait encrypted on this device." }
    net_unsigned(waits) {
        es: "Su sesión terminó. Puede seguir: {waits} anotaciones esperan cifradas en este equipo. Para enviarlas, ingrese otra vez.",
        en: "Your session is over. You can go on: {waits} entries wait encrypted on this device. To send them, sign in again."
    }
    net_unsigned_do { es: "Ingresar en otra ventana", en: "Sign in in another window" }
    other_window {
        es: "Otra ventana de este equipo ya atiende esta mesa: siga en ella. Esta página espera, y sigue cuando la otra se cierre.",
        mx: "Otra ventana de este equipo ya atiende esta casilla: siga en ella. Esta página espera, y sigue cuando la otra se cierre.",
        en: "Another window of this device runs this desk: go on with that one. This page waits, and goes on when the other one is closed."
    }
    written_elsewhere {
        es: "Otra ventana escribió en este turno. Cargue la página otra vez.",
        en: "Another window wrote into this shift. Load the page again."
    }
    device_again {
        es: "El servidor no contestó. Oprima otra vez: si ya entregó el turno, lo vuelve a dar a este equipo y a ningún otro.",
        en: "The server did not answer. Press again: if it gave the shift already, it gives it to this device again, and to no other."
    }
    net_offline_locked { es: "Sin red.", en: "No network." }
    net_stuck(number, why) {
        es: "El servidor no aceptó la anotación {number}: {why} Avise a la administración; nada se ha perdido.",
        en: "The server did not take entry {number}: {why} Tell the administration; nothing is lost."
    }
    sign_in { es: "Su sesión terminó: ingrese otra vez y vuelva a esta página. Lo escrito sigue aquí.", en: "Your session is over: sign in again and come back to this page. What was written is still here." }
    slice_large(most) { es: "El padrón de este puesto pasa de {most} personas: dele al puesto un territorio.", mx: "El padrón de este centro pasa de {most} personas: dele al centro un territorio.", en: "The roll of this place has more than {most} people: give the place a territory." }
    device_marked(last) { es: "Marcada la persona del documento terminado en {last}. Entregue la papeleta.", mx: "Marcada la persona del documento terminado en {last}. Entregue la boleta.", en: "Marked: document ending in {last}. Hand over the paper ballot." }
    device_marked_all(last) { es: "Marcada la persona del documento terminado en {last}. Entregue las papeletas.", mx: "Marcada la persona del documento terminado en {last}. Entregue las boletas.", en: "Marked: document ending in {last}. Hand over the paper ballots." }
    device_marked_envelope(last, envelope) {
        es: "Marcada la persona del documento terminado en {last}. Entregue la papeleta y el sobre número {envelope}: el voto va cerrado en ese sobre.",
        mx: "Marcada la persona del documento terminado en {last}. Entregue la boleta y el sobre número {envelope}: el voto va cerrado en ese sobre.",
        en: "Marked: document ending in {last}. Hand over the paper ballot and envelope number {envelope}: the vote goes into that envelope, closed."
    }
    device_marked_envelope_all(last, envelope) {
        es: "Marcada la persona del documento terminado en {last}. Entregue las papeletas y el sobre número {envelope}: todas van cerradas en ese sobre.",
        mx: "Marcada la persona del documento terminado en {last}. Entregue las boletas y el sobre número {envelope}: todas van cerradas en ese sobre.",
        en: "Marked: document ending in {last}. Hand over the paper ballots and envelope number {envelope}: all of them go into that envelope, closed."
    }
    take_back(last) {
        es: "No le entregue papeleta a la persona del documento terminado en {last}.",
        mx: "No le entregue boleta a la persona del documento terminado en {last}.",
        en: "Do not hand over a ballot to the person whose document ends in {last}."
    }
    from_slice(at) { es: "Según el padrón guardado el {at}.", en: "By the roll as kept on {at}." }
    slice_voted { es: "Ya había votado.", en: "Had voted." }
    slice_not { es: "Las reglas no le permiten votar aquí.", en: "The rules do not let them vote here." }
    slice_where { es: "No se sabe dónde vota. Pregunte dónde vive y búsquela otra vez con ese territorio.", en: "It is not known where they vote. Ask where they live and find them again with that territory." }
    slice_unknown { es: "No está en el padrón de este puesto. Sin red no se puede saber más.", mx: "No está en el padrón de este centro. Sin red no se puede saber más.", en: "Not on the roll of this place. Without a network no more can be known." }
    slice_born { es: "Escriba la fecha de nacimiento que dice el documento.", en: "Type the day of birth that the document says." }
    slice_young(age) { es: "Se vota desde los {age} años.", en: "One votes from the age of {age}." }
}
