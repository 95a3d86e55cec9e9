//! Words of what two people have to say of paper: that a sheet counts nothing, and why ballots are missing.

use shared::{
    locale::Locale,
    paper::{LossCause, VoidCause, Why},
};

messages! {
    // Voiding a sheet.
    void { es: "Anular la planilla", en: "Void the sheet" }
    void_lead {
        es: "Una planilla que se registró dos veces o por error se anula: una persona lo propone y otra lo confirma. Lo que se leyó queda guardado, no cuenta, y el acta dice la causa.",
        en: "A sheet that was registered twice or by mistake is voided: one person proposes it and another one confirms it. What was read is kept, counts nothing, and the act tells the cause."
    }
    void_propose { es: "Proponer que se anule", en: "Propose to void it" }
    void_cause { es: "Causa", en: "Cause" }
    void_prompt { es: "Elija la causa", en: "Choose the cause" }
    void_reason { es: "Qué pasó, sin nombres de personas: se publica", en: "What happened, without names of people: it is published" }
    void_twice { es: "Se registró dos veces", en: "It was registered twice" }
    void_mistake { es: "Se registró por error", en: "It was registered by mistake" }
    void_wrong_place { es: "Es de otra mesa o votación", mx: "Es de otra casilla o votación", en: "It is of another desk or contest" }
    void_wrong_count { es: "Tiene otra cantidad de tarjetones", mx: "Tiene otra cantidad de boletas", en: "It has another number of ballots" }
    void_annulled { es: "La caja se anuló", en: "The box was annulled" }
    void_proposed { es: "Propuesta: falta que otra persona la confirme.", en: "Proposed: another person has to confirm it." }
    void_told(cause, reason, name, at) { es: "{cause}: {reason} (propuso {name}, {at})", en: "{cause}: {reason} (proposed by {name}, {at})" }
    void_confirmed(name, at) { es: "La planilla está anulada: lo confirmó {name}, {at}.", en: "The sheet is void: {name} confirmed it, {at}." }
    void_refused(name, at, why) { es: "No se anuló: {name}, {at}. {why}", en: "It was not voided: {name}, {at}. {why}" }
    void_confirm { es: "Confirmar la anulación", en: "Confirm that it is void" }
    void_refuse { es: "No anular", en: "Do not void it" }
    now_proposed { es: "La propuesta quedó registrada. Otra persona la confirma.", en: "The proposal is on record. Another person confirms it." }
    now_void { es: "La planilla quedó anulada: no cuenta.", en: "The sheet is void: it counts nothing." }
    now_not_void { es: "La planilla no se anuló: sigue contando.", en: "The sheet was not voided: it still counts." }
    void_changed { es: "La planilla ya está de otra manera. Mírela otra vez.", en: "The sheet stands otherwise by now. Look at it again." }
    stage_void { es: "Anulada", en: "Void" }
    is_void { es: "Esta planilla está anulada: ya no se lee.", en: "This sheet is void: it is not read any more." }

    // Giving an envelope up.
    loss_not_returned { es: "No volvió de la mesa", mx: "No volvió de la casilla", en: "It did not come back from the desk" }
    loss_in_transit { es: "Se perdió en el traslado", en: "It was lost on the way" }
    loss_damaged { es: "Se dañó y no se puede leer", en: "It is damaged and cannot be read" }
    loss_tampered { es: "Llegó abierto o roto", en: "It came open or torn" }
    loss_taken_away { es: "La persona se lo llevó", en: "Whoever got it took it along" }
    loss_not_handed_out { es: "Se anotó por error: nadie lo recibió", en: "It was noted by mistake: nobody got it" }

    // Deciding on what another person proposed.
    own_motion { es: "Usted lo propuso: lo confirma otra persona.", en: "You proposed it: another person confirms it." }
    refuse_reason { es: "Por qué no", en: "Why not" }

    // Explaining a difference.
    proposed { es: "No cuadra; falta confirmar la explicación", en: "Not square; the explanation waits to be confirmed" }
    waits(desk, contest, handed, agreed) {
        es: "{desk}, {contest}: se entregaron {handed} y hay {agreed} en planillas.",
        en: "{desk}, {contest}: {handed} were handed out and {agreed} are on sheets."
    }
    explanation { es: "Confirmar una explicación", en: "Confirm an explanation" }
    explanation_confirm { es: "Confirmar la explicación", en: "Confirm the explanation" }
    explanation_refuse { es: "No aceptar la explicación", en: "Do not accept the explanation" }
    confirmed_by(said, name) { es: "{said} Confirmó {name}.", en: "{said} Confirmed by {name}." }
    refused_by(said, name, why) { es: "{said} No lo aceptó {name}: {why}", en: "{said} Not accepted by {name}: {why}" }
    now_explained { es: "La explicación quedó registrada. Otra persona la confirma.", en: "The explanation is on record. Another person confirms it." }
    now_confirmed { es: "La explicación quedó confirmada.", en: "The explanation is confirmed." }
    now_refused { es: "La explicación no se aceptó: hay que dar otra.", en: "The explanation was not accepted: another one is needed." }
    explanation_changed { es: "Esa explicación ya no espera. Mire la tabla otra vez.", en: "That explanation does not wait any more. Look at the table again." }
    voids_wait(contest, count) {
        es: "En «{contest}» se propuso anular planillas ({count}) y otra persona tiene que confirmarlo o rechazarlo. Se hace en Votos en papel.",
        en: "In “{contest}” somebody proposed that sheets count nothing ({count}), and another person has to confirm or refuse it. It is done under Votes on paper."
    }
    explanation_waits(contest, desks) {
        es: "En «{contest}» otra persona tiene que confirmar por qué no cuadran: {desks}. Se confirma en Votos en papel.",
        en: "In “{contest}” another person has to confirm why these are not square: {desks}. It is confirmed under Votes on paper."
    }

    // In the act and with the result.
    findings { es: "Novedades del papel", en: "What else there is to know of paper" }
    void_sheets { es: "Planillas anuladas", en: "Void sheets" }
    void_line(sheet, desk, cause, reason) { es: "{sheet}, {desk}. {cause}: {reason}", en: "{sheet}, {desk}. {cause}: {reason}" }
    difference_line(figures, why, reason) { es: "{figures}. {why}: {reason}", en: "{figures}. {why}: {reason}" }
    void_total(count, cause) { es: "{count} ({cause})", en: "{count} ({cause})" }
    missing { es: "Faltan", en: "Missing" }
    added { es: "Sobran", en: "Too many" }
    envelopes_opened { es: "Sobres que se abrieron", en: "Envelopes that were opened" }
    envelopes_aside { es: "Sobres que quedaron cerrados: la persona ya había votado", en: "Envelopes that stay closed: the person had voted" }
    envelopes_lost { es: "Sobres perdidos", en: "Lost envelopes" }
    relieved_devices { es: "Turnos de equipos que terminó otra persona, en todo el proceso", en: "Shifts of devices that somebody else ended, in the whole process" }
    relieved_pages { es: "Los demás turnos que terminó otra persona, en todo el proceso", en: "Other shifts that somebody else ended, in the whole process" }
    photo_hashes { es: "Huellas (SHA-256) de las fotos de las planillas", en: "Hashes (SHA-256) of the photos of the sheets" }
}

/// Why a sheet counts nothing.
pub const fn void_cause_of(locale: Locale, cause: VoidCause) -> &'static str {
    match cause {
        VoidCause::Twice => void_twice(locale),
        VoidCause::Mistake => void_mistake(locale),
        VoidCause::WrongPlace => void_wrong_place(locale),
        VoidCause::WrongCount => void_wrong_count(locale),
        VoidCause::Annulled => void_annulled(locale),
    }
}

/// Why an envelope was given up.
pub const fn loss_cause_of(locale: Locale, cause: LossCause) -> &'static str {
    match cause {
        LossCause::NotReturned => loss_not_returned(locale),
        LossCause::InTransit => loss_in_transit(locale),
        LossCause::Damaged => loss_damaged(locale),
        LossCause::Tampered => loss_tampered(locale),
        LossCause::TakenAway => loss_taken_away(locale),
        LossCause::NotHandedOut => loss_not_handed_out(locale),
    }
}

/// How many ballots are missing and how many there are too many for a cause: `Faltan: 7 (La caja se perdió)`.
pub fn missing_and_added(locale: Locale, why: Why, (lack, excess): (u64, u64)) -> Vec<(&'static str, String)> {
    let figures = [(missing(locale), lack), (added(locale), excess)];
    let told = figures.into_iter().filter(|(_, ballots)| *ballots > 0);
    told.map(|(name, ballots)| (name, void_total(locale, ballots, super::why_of(locale, why)))).collect()
}
