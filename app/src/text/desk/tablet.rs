//! Words of the codes by which people vote on a tablet, as their officers read them.

messages! {
    tablet_do { es: "Votar en la tableta", en: "Vote on the tablet" }
    no_tablets { es: "Las reglas de este proceso no tienen votación en tableta.", en: "The rules of this process have no voting on a tablet." }
    codes { es: "Códigos para la tableta", en: "Codes for the tablet" }
    codes_lead {
        es: "Sin usar todavía. Si la persona se va sin votar, cancele su código; con un código sin usar la mesa no hace pausa ni cierra.",
        mx: "Sin usar todavía. Si la persona se va sin votar, cancele su código; con un código sin usar la casilla no hace pausa ni cierra.",
        en: "Not used yet. If the person leaves without voting, cancel their code; while a code is not used the desk neither pauses nor closes."
    }
    code_given(number, page) {
        es: "Código {number}. Léaselo a la persona o escríbalo en la tableta, en {page}. Quedará marcada cuando deposite su voto.",
        en: "Code {number}. Read it to the person or type it on the tablet, at {page}. They will be marked when they cast their vote."
    }
    code_once { es: "Se muestra solo esta vez. Si se pierde, busque a la persona y dele otro.", en: "It is shown this once only. If it is lost, find the person and give them another." }
    code_untyped(number, until) { es: "Código {number}: nadie lo ha escrito. Sirve hasta {until}.", en: "Code {number}: nobody has typed it. Works until {until}." }
    code_typed(number, until) { es: "Código {number}: en la tableta. Sirve hasta {until}.", en: "Code {number}: on the tablet. Works until {until}." }
    code_replaces(number) { es: "Esta persona tiene el código {number} sin usar. Uno nuevo, o la papeleta, lo cancela.", mx: "Esta persona tiene el código {number} sin usar. Uno nuevo, o la boleta, lo cancela.", en: "This person has code {number}, not used. A new one, or paper, cancels it." }
    code_cancel { es: "Cancelar", en: "Cancel" }
    code_cancelled(number) { es: "El código {number} quedó cancelado.", en: "Code {number} was cancelled." }
    code_gone { es: "Ese código ya no sirve, o ya se usó.", en: "That code works no more, or was used." }
    codes_wait(numbers) {
        es: "Hay códigos de la tableta sin usar: {numbers}. Espere a que esas personas voten, o cancélelos.",
        en: "Codes for the tablet are not used: {numbers}. Wait until these people have voted, or cancel them."
    }
    codes_given { es: "Códigos entregados para la tableta", en: "Codes given for the tablet" }
}
