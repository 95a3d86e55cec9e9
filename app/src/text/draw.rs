//! Words of the public draw: the commitment, the number, and how anybody repeats it.

messages! {
    title { es: "Sorteo público", en: "Public draw" }
    lead {
        es: "Cuando dos proyectos quedan iguales en todo, decide un sorteo que cualquiera puede repetir.",
        en: "When two projects are equal in everything, a draw decides that anybody can repeat."
    }
    how {
        es: "Antes de votar, la alcaldía se compromete con una semilla secreta y publica su huella. Después de votar, se toma un número que nadie podía saber, como el de una lotería. Las dos cosas juntas hacen el sorteo: ni quien guardó la semilla ni quien sacó el número podía escoger el resultado.",
        mx: "Antes de votar, el municipio se compromete con una semilla secreta y publica su huella. Después de votar, se toma un número que nadie podía saber, como el de una lotería. Las dos cosas juntas hacen el sorteo: ni quien guardó la semilla ni quien sacó el número podía escoger el resultado.",
        en: "Before the vote, the municipality commits to a secret seed and publishes its fingerprint. After the vote, a number is taken that nobody could know, such as a lottery's. Both together make the draw: neither who kept the seed nor who drew the number could choose the result."
    }
    not_asked { es: "Las reglas de este proceso no piden ningún sorteo.", en: "The rules of this process ask for no draw." }
    commit_title { es: "Comprometer la semilla", en: "Commit to the seed" }
    commit_detail {
        es: "El servidor saca la semilla al azar y la guarda donde ni él la puede leer hasta que haya un número público. Su huella se publica enseguida. Hágalo antes de que abra la votación.",
        en: "The server draws the seed at random and keeps it where not even the server can read it until there is a public number. Its fingerprint is published at once. Do it before voting opens."
    }
    commit_late {
        es: "La votación ya abrió sin una semilla comprometida: ya no se puede comprometer a tiempo.",
        en: "Voting opened without a seed that was committed to: it can no longer be committed to in time."
    }
    late_detail {
        es: "Para que un empate se pueda decidir todavía, puede comprometer una semilla tarde. Quedará escrito para siempre, en la página del proceso y en el acta, que fue después de abrir la votación y por qué; y su número tendrá que sortearse en un día posterior.",
        en: "So that a tie can still be decided, you may commit to a seed late. The page of the process and the act will say for good that it was after voting opened, and why; and its number has to be drawn on a later day."
    }
    late_why { es: "Por qué no se comprometió antes de la votación: se publica", en: "Why it was not committed to before the vote: it is published" }
    late_do { es: "Comprometer una semilla tarde", en: "Commit to a seed late" }
    committed_late {
        es: "La semilla quedó comprometida tarde, con su motivo a la vista.",
        en: "The seed is committed to late, with its reason in sight."
    }
    commit_opened {
        es: "La votación ya abrió: una semilla ya no se compromete a tiempo. Si hace falta, comprométala tarde y diga por qué.",
        en: "Voting has opened: no seed is committed to in time any more. If it is needed, commit to it late and say why."
    }
    was_late(why) {
        es: "La semilla se comprometió cuando la votación ya había abierto. Motivo: {why}. Por eso el número tuvo que sortearse en un día posterior al compromiso.",
        en: "The seed was committed to when voting had already opened. Reason: {why}. So the number had to be drawn on a later day than the commitment."
    }
    missing_open {
        es: "Falta comprometer la semilla del sorteo: las reglas dejan los empates a un sorteo público, y la semilla se compromete antes de votar. Hágalo en Escrutinio, Sorteo público.",
        mx: "Falta comprometer la semilla del sorteo: las reglas dejan los empates a un sorteo público, y la semilla se compromete antes de votar. Hágalo en Cómputo, Sorteo público.",
        en: "The seed of the draw is not committed to: the rules leave ties to a public draw, and its seed is committed to before the vote. Do it under Count, Public draw."
    }
    task { es: "Sorteo de los empates", en: "Draw for ties" }
    task_missing {
        es: "Falta comprometer la semilla, antes de que abra la votación. Si abre por su fecha sin ella, solo se podrá comprometer tarde, y se dirá.",
        en: "The seed is still to be committed to, before voting opens. If it opens by its date without one, it can only be committed to late, and that is told."
    }
    task_too_late {
        es: "La votación abrió sin semilla comprometida. Se puede comprometer tarde, con su motivo a la vista de todos.",
        en: "Voting opened without a seed that was committed to. It can be committed to late, with its reason for all to see."
    }
    task_committed { es: "La semilla está comprometida y su huella publicada.", en: "The seed is committed to and its fingerprint published." }
    task_number {
        es: "La votación cerró. Falta el número público, sin el que no se decide un empate.",
        en: "Voting has closed. The public number is missing, without which no tie is decided."
    }
    task_held { es: "El sorteo está en firme.", en: "The draw is on record." }
    commit { es: "Comprometer una semilla", en: "Commit to a seed" }
    committed { es: "La semilla quedó comprometida y su huella publicada.", en: "The seed is committed to and its fingerprint published." }
    committed_already { es: "Este proceso ya se comprometió con una semilla.", en: "This process has committed to a seed already." }
    none_yet { es: "Todavía no hay una semilla comprometida.", en: "No seed is committed to yet." }
    none_held {
        es: "Los votos se contaron sin una semilla comprometida: ningún empate se decidió por sorteo.",
        en: "The votes were counted without a seed that was committed to: no tie was decided by lot."
    }
    commitment { es: "Huella de la semilla (SHA-256)", en: "Fingerprint of the seed (SHA-256)" }
    committed_on { es: "Publicada", en: "Published" }
    wait_day(day) {
        es: "El número tiene que ser de un sorteo posterior al compromiso y a la votación: desde el {day}.",
        en: "The number has to be of a draw that came after the commitment and after the vote: from {day} on."
    }
    hold_from(day) {
        es: "Vale el de un sorteo hecho desde el {day}; si fue el mismo día en que cerró la votación, después de la hora del cierre.",
        en: "It may be of a draw held from {day} on; if on the very day on which voting closed, after the hour of the close."
    }
    wait_close { es: "El número público se escribe cuando cierre la votación.", en: "The public number is entered once voting has closed." }
    hold_title { es: "Escribir el número público", en: "Enter the public number" }
    hold_detail {
        es: "Tome un número que se haya sorteado en público después de cerrar la votación. Escríbalo tal como se publicó. Un error al escribirlo lo corrigen dos personas, y los dos números quedan a la vista.",
        en: "Take a number that was drawn in public after voting closed. Enter it as it was published. A slip in typing it takes two people to correct, and both numbers stay in sight."
    }
    number { es: "Número", en: "Number" }
    number_hint { es: "Por ejemplo: 05 12 23 31 40", en: "For example: 05 12 23 31 40" }
    source { es: "De dónde sale", en: "Where it comes from" }
    source_hint { es: "Por ejemplo: Lotería de Medellín, sorteo 4768", mx: "Por ejemplo: Lotería Nacional, sorteo mayor 3950", en: "For example: Lotería de Medellín, draw 4768" }
    drawn_on { es: "Fecha en que se sorteó", en: "Day on which it was drawn" }
    drawn_at { es: "Hora en que se sorteó", en: "Time at which it was drawn" }
    drawn_at_hint(closed) {
        es: "Hace falta si fue el mismo día en que cerró la votación ({closed}).",
        en: "Needed if it was the very day on which voting closed ({closed})."
    }
    hold { es: "Dejar el número en firme", en: "Put the number on record" }
    held { es: "El sorteo quedó en firme. Ya se puede contar.", en: "The draw is on record. The count can start." }
    held_already { es: "El número de este sorteo ya estaba escrito.", en: "The number of this draw was entered already." }
    commit_first { es: "Primero comprometa una semilla.", en: "First commit to a seed." }
    count_undecided {
        es: "Un escrutinio espera a la segunda persona. Que lo apruebe o lo rechace primero: mientras tanto el sorteo no cambia.",
        mx: "Un cómputo espera a la segunda persona. Que lo apruebe o lo rechace primero: mientras tanto el sorteo no cambia.",
        en: "A count waits for the second person. It has to be approved or refused first: meanwhile the draw does not change."
    }
    wrong_number { es: "Escriba el número en una línea de 1 a 100 letras o cifras, sin el signo |.", en: "Type the number in one line of 1 to 100 letters or digits, without the sign |." }
    wrong_source { es: "Escriba qué lotería o sorteo fue, en 4 a 120 letras.", en: "Type which lottery or draw it was, in 4 to 120 letters." }
    wrong_day(closed) {
        es: "Escriba una fecha desde el {closed}, cuando ya no se podía votar y la semilla estaba comprometida desde antes, hasta hoy.",
        en: "Type a day from {closed}, when nobody could vote any more and the seed had been committed to before, to today."
    }
    wrong_time { es: "Escriba una hora que ya haya pasado, como 16:30.", en: "Type a time that has passed, such as 16:30." }
    before_close(closed) {
        es: "Ese día cerró la votación ({closed}): diga a qué hora se sorteó el número, después de esa.",
        en: "Voting closed on that day ({closed}): say at what time the number was drawn, after that."
    }
    seed { es: "Semilla secreta, ya revelada", en: "Secret seed, now revealed" }
    public_number { es: "Número público", en: "Public number" }
    from(source, day) { es: "{source}, del {day}", en: "{source}, of {day}" }
    combined { es: "El sorteo se hace con esta línea", en: "The draw is made from this line" }
    repeat { es: "Cómo comprobarlo", en: "How to check it" }
    check_commitment {
        es: "La huella de la semilla debe ser la que se publicó:",
        en: "The fingerprint of the seed must be the one that was published:"
    }
    check_lot(number) {
        es: "La suerte de un proyecto, por ejemplo el {number}, es esta huella; entre iguales va primero la menor:",
        en: "A project's lot, for example that of {number}, is this fingerprint; among equals the lowest goes first:"
    }
    corrections { es: "Números corregidos", en: "Corrected numbers" }
    drawn(number, source, day) { es: "{number} ({source}, del {day})", en: "{number} ({source}, of {day})" }
    corrected(drawn, reason, proposed, confirmed) {
        es: "Antes decía {drawn}. Motivo: {reason}. Lo propuso {proposed} y lo confirmó {confirmed}.",
        en: "It said {drawn} before. Reason: {reason}. Proposed by {proposed} and confirmed by {confirmed}."
    }
    correct_title { es: "Corregir un número mal escrito", en: "Correct a mistyped number" }
    correct_detail {
        es: "Escriba el número tal como se publicó y por qué se corrige. Otra persona lo compara con la publicación y lo confirma. Los dos números quedan a la vista en el proceso y en el acta.",
        en: "Enter the number as it was published and why it is corrected. Somebody else compares it with the publication and confirms it. Both numbers stay in sight on the process and in the act."
    }
    correct_reason { es: "Por qué se corrige", en: "Why it is corrected" }
    correct { es: "Proponer la corrección", en: "Propose the correction" }
    proposed { es: "La corrección espera a una segunda persona.", en: "The correction waits for a second person." }
    waits_title { es: "Una corrección espera", en: "A correction waits" }
    waits(proposed, drawn, reason) {
        es: "{proposed} propone cambiar el número a {drawn}. Motivo: {reason}. Mientras tanto no se puede contar.",
        en: "{proposed} proposes to change the number to {drawn}. Reason: {reason}. Meanwhile nothing can be counted."
    }
    waits_own { es: "La confirma otra persona. Usted la puede retirar.", en: "Somebody else confirms it. You may take it back." }
    waits_check { es: "Compare el número con su publicación antes de confirmarlo.", en: "Compare the number with its publication before you confirm it." }
    confirm { es: "Confirmar la corrección", en: "Confirm the correction" }
    turn_down { es: "Descartar la corrección", en: "Turn the correction down" }
    confirmed { es: "El número quedó corregido.", en: "The number is corrected." }
    turned_down { es: "La corrección se descartó: el número sigue como estaba.", en: "The correction was turned down: the number stays as it was." }
    no_correction { es: "Esa corrección ya se decidió. Mire cómo quedó.", en: "That correction was decided already. See how it stands." }
    correct_waits { es: "Ya hay una corrección por decidir.", en: "A correction waits to be decided already." }
    correct_none { es: "Todavía no hay un número que corregir.", en: "There is no number to correct yet." }
    correct_number_only {
        es: "Solo se corrige el número. El sorteo y su día quedan como se registraron: elegir otro sorteo cuando ya se conoce la semilla sería elegir quién gana.",
        en: "Only the number is corrected. The draw and its day stay as they were entered: to choose another draw once the seed is known would be to choose who wins."
    }
    correct_same { es: "Ese es el número que ya está escrito.", en: "That is the number that is on record." }
    correct_late {
        es: "Un conteo ya se apoya en este sorteo: espera aprobación o ya se aprobó. El número no se puede cambiar.",
        en: "A count rests on this draw: it waits for approval or was approved. The number cannot be changed."
    }
    count_waits { es: "Una corrección del número del sorteo espera a una segunda persona. Decídanla antes de contar.", en: "A correction of the draw's number waits for a second person. Decide it before counting." }
    act_propose { es: "Propuso corregir el número público del sorteo", en: "Proposed to correct the public number of the draw" }
    act_confirm { es: "Confirmó la corrección del número del sorteo", en: "Confirmed the correction of the draw's number" }
    act_turn_down { es: "Descartó la corrección del número del sorteo", en: "Turned the correction of the draw's number down" }
    to_draw { es: "Ir al sorteo", en: "Go to the draw" }
    act_commit { es: "Comprometió la semilla del sorteo", en: "Committed to the seed of the draw" }
    act_commit_late { es: "Comprometió tarde la semilla del sorteo", en: "Committed late to the seed of the draw" }
    act_hold { es: "Escribió el número público del sorteo", en: "Entered the public number of the draw" }
}
