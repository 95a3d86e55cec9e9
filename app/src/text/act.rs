//! Words of the act of results: who counted and who approved, drafts, and counts that came after another.

messages! {
    title { es: "El acta", en: "The act" }
    official(name, office) { es: "{name} ({office})", en: "{name} ({office})" }
    number { es: "Conteo número", en: "Count number" }
    reason { es: "Por qué se contó de nuevo", en: "Why it was counted again" }
    counted_by { es: "Contó", en: "Counted by" }
    approved_by { es: "Aprobó", en: "Approved by" }
    refused_by { es: "Rechazó", en: "Refused by" }
    none_demonstration {
        es: "Este resultado es de demostración: nadie lo contó en público y no tiene acta.",
        en: "This result is a demonstration: nobody counted it in public and it has no act."
    }
    none_elsewhere {
        es: "Este resultado se publicó en otra parte y aquí solo se muestra: no tiene acta de este sitio.",
        en: "This result was published elsewhere and is only shown here: it has no act of this site."
    }
    earlier { es: "Conteos anteriores", en: "Earlier counts" }
    earlier_one(number, date) { es: "Conteo {number}, del {date}", en: "Count {number}, of {date}" }
    draft {
        es: "Borrador: este conteo no es público hasta que otra persona lo apruebe.",
        en: "Draft: this count is not public until another person approves it."
    }
    draft_refused(reason) {
        es: "Este conteo se rechazó y no es público. Motivo: {reason}",
        en: "This count was refused and is not public. Reason: {reason}"
    }
    replaced(number) {
        es: "Este conteo ya no vale: se contó de nuevo y vale el conteo {number}.",
        en: "This count is no longer valid: votes were counted again and count {number} is valid."
    }
    because(reason) { es: "Motivo: {reason}", en: "Reason: {reason}" }
    see_valid { es: "Ver el resultado que vale", en: "See the valid result" }

    // The administration.
    waits(official, date) {
        es: "{official} contó los votos el {date}. El resultado está sellado y nadie más lo ve hasta que otra persona lo apruebe.",
        en: "{official} counted the votes on {date}. The result is sealed and nobody else sees it until another person approves it."
    }
    approved(official, date) { es: "{official} aprobó el resultado el {date}. Es público.", en: "{official} approved the result on {date}. It is public." }
    refused(official, date, reason) {
        es: "{official} rechazó el conteo el {date}. Motivo: {reason}",
        en: "{official} refused the count on {date}. Reason: {reason}"
    }
    own { es: "Quien contó no aprueba: debe hacerlo otra persona.", en: "Whoever counted does not approve: another person has to." }
    drafts { es: "El borrador, territorio por territorio", en: "The draft, territory by territory" }
    approve_title { es: "3. Aprobar y publicar", en: "3. Approve and publish" }
    approve_lead {
        es: "Revise el borrador de cada territorio. Al aprobar, los resultados de todos se publican a la vez y no se pueden deshacer: solo un nuevo conteo, con su motivo, los cambia.",
        en: "Look through the draft of each territory. Approving publishes all results at once and cannot be undone: only another count, with its reason, changes them."
    }
    approve { es: "Aprobar y publicar", en: "Approve and publish" }
    refuse { es: "Rechazar el conteo", en: "Refuse the count" }
    refuse_reason { es: "Por qué se rechaza", en: "Why it is refused" }
    done_approved { es: "El resultado quedó aprobado y publicado.", en: "The result is approved and published." }
    done_refused { es: "El conteo quedó rechazado. Nada se publicó.", en: "The count was refused. Nothing was published." }
    changed { es: "Este conteo ya no espera aprobación. Vea cómo está.", en: "This count does not wait for approval any more. See how it stands." }
    again { es: "Contar de nuevo", en: "Count again" }
    again_lead {
        es: "El conteo anterior sigue a la vista con su acta; el nuevo dice por qué lo cambia y también lo aprueba otra persona.",
        en: "The earlier count stays readable with its act; the new one says why it changes it, and another person approves it too."
    }
    again_reason { es: "Por qué se cuenta de nuevo", en: "Why it is counted again" }
    act_approve { es: "Aprobó el resultado", en: "Approved the result" }
    act_refuse { es: "Rechazó el conteo", en: "Refused the count" }
}
