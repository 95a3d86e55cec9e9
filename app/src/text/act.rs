//! Words of the act of results: who counted and who approved, drafts, and counts that came after another.

use shared::locale::Locale;

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

    download_paper { es: "El acta (PDF)", en: "The act (PDF)" }
    download_act { es: "El acta firmada (JSON)", en: "The signed act (JSON)" }
    download_signatures { es: "Las firmas", en: "The signatures" }
    key_at {
        es: "El acta está firmada. Con estos archivos y el programa, cualquiera la comprueba; la llave del sitio está en",
        en: "The act is signed. With these files and the program anybody checks it; the site's key is at"
    }

    // The act on paper.
    paper_title(contest, process) { es: "Acta de resultados: {contest}, {process}", en: "Act of results: {contest}, {process}" }
    paper_act { es: "Quién responde", en: "Who answers for it" }
    paper_site { es: "Sitio", en: "Site" }
    paper_process { es: "Proceso", en: "Process" }
    paper_replaces { es: "Reemplaza el acta con esta huella (SHA-256)", en: "Takes the place of the act with this hash (SHA-256)" }
    paper_rules { es: "Reglas", en: "Rules" }
    paper_version { es: "Huella de la versión", en: "Hash of the version" }
    paper_minimum { es: "Votos que se necesitan para ganar", en: "Votes needed to win" }
    paper_ceiling { es: "Techo", en: "Ceiling" }
    paper_urn { es: "La urna", en: "The urn" }
    paper_urn_name { es: "Nombre de la urna", en: "Name of the urn" }
    paper_blank { es: "Votos en blanco", en: "Blank ballots" }
    paper_annulled { es: "Votos anulados", en: "Annulled ballots" }
    paper_root { es: "Raíz de las huellas", en: "Root of the hashes" }
    paper_turnout { es: "Participación", en: "Turnout" }
    paper_voters { es: "Votantes", en: "Voters" }
    paper_web { es: "Por internet", en: "Online" }
    paper_desk { es: "En puestos de votación", mx: "En casillas", en: "At polling places" }
    paper_paper { es: "En papel", en: "On paper" }
    paper_roll(name, number) { es: "En el padrón «{name}», archivo {number}", en: "On the roll “{name}”, file {number}" }
    paper_age { es: "Edad", en: "Age" }
    paper_ages(from, to) { es: "De {from} a {to} años", en: "{from} to {to} years" }
    paper_ages_from(from) { es: "{from} años o más", en: "{from} years or more" }
    paper_age_unknown { es: "Sin edad conocida", en: "Age not known" }
    paper_hidden { es: "Muy pocos para decirlo", en: "Too few to say" }
    paper_small {
        es: "Edades el día en que cerró la votación, de quienes votaron con una cuenta que la dice; la de los demás, como quienes votaron en puestos o en papel, no se conoce. Los grupos de menos de 10 personas no se muestran, ni el que permitiría calcularlos.",
        mx: "Edades el día en que cerró la votación, de quienes votaron con una cuenta que la dice; la de los demás, como quienes votaron en casillas o en papel, no se conoce. Los grupos de menos de 10 personas no se muestran, ni el que permitiría calcularlos.",
        en: "Ages on the day on which voting closed, of those who voted with an account that tells it; that of the others, such as who voted at polling places or on paper, is not known. Groups of fewer than 10 people are not shown, nor the one from which they could be worked out."
    }
    paper_no_ages { es: "La edad de quienes votaron no se recoge.", en: "The age of those who voted is not collected." }
    paper_ages_with(decided) {
        es: "Las edades de quienes votaron están en las actas de «{decided}»: son las mismas personas.",
        en: "The ages of those who voted are in the acts of “{decided}”: they are the same people."
    }
    paper_no_gender { es: "El género de quienes votaron no se recoge.", en: "The gender of those who voted is not collected." }
    paper_number { es: "Número", en: "Number" }
    paper_cost { es: "Costo de los ganadores", en: "Cost of the winners" }
    paper_nobody { es: "Ningún proyecto ganó.", en: "No project won." }
    paper_withdrawn { es: "Proyectos excluidos", en: "Projects left out" }
    paper_none_withdrawn { es: "No se excluyó ningún proyecto.", en: "No project was left out." }
    paper_draw { es: "El sorteo público", en: "The public draw" }
    paper_commitment { es: "Compromiso antes de votar", en: "Commitment before the vote" }
    paper_secret { es: "Secreto", en: "Secret" }
    paper_drawn { es: "Número sorteado", en: "Number drawn" }
    paper_seed { es: "Semilla", en: "Seed" }
    paper_files { es: "Cómo se comprueba", en: "How to check it" }
    paper_hashes { es: "Huellas (SHA-256) de los archivos de este resultado:", en: "Hashes (SHA-256) of the files of this result:" }
    paper_key(address) {
        es: "El acta está firmada (Ed25519) con esta llave, que el sitio publica en {address}:",
        en: "The act is signed (Ed25519) with this key, which the site publishes at {address}:"
    }
    paper_check {
        es: "Con los archivos descargados, este programa comprueba las firmas, las huellas y la raíz, y cuenta otra vez los votos:",
        en: "With the downloaded files, this program checks the signatures, the hashes and the root, and counts the votes again:"
    }
    made_again {
        es: "Con el acta y los votos sellados, el programa Convite cuenta de nuevo y escribe el acta, la tabla y la elección, y dice si son byte por byte las publicadas:",
        en: "With the act and the sealed votes, the program Convite counts again and writes the act, the table and the election, and says whether they are the published ones byte for byte:"
    }

    // The administration.
    unsigned {
        es: "El acta no se pudo firmar. Nada se aprobó ni se publicó. Avise a quien opera el servidor.",
        en: "The act could not be signed. Nothing was approved or published. Tell whoever runs the server."
    }
    waits(official, date) {
        es: "{official} contó los votos el {date}. El resultado está sellado y nadie más lo ve hasta que otra persona lo apruebe.",
        en: "{official} counted the votes on {date}. The result is sealed and nobody else sees it until another person approves it."
    }
    approved(official, date) { es: "{official} aprobó el resultado el {date}. Es público.", en: "{official} approved the result on {date}. It is public." }
    refused(official, date, reason) {
        es: "{official} rechazó el conteo el {date}. Motivo: {reason}",
        en: "{official} refused the count on {date}. Reason: {reason}"
    }
    stray {
        es: "Este escrutinio no se puede aprobar: las reglas vigentes no son las de la votación. Rechácelo, devuelva con un acto las reglas de la votación y cuenten de nuevo.",
        mx: "Este cómputo no se puede aprobar: las reglas vigentes no son las de la votación. Rechácelo, devuelva con un acto las reglas de la votación y cuenten de nuevo.",
        en: "This count cannot be approved: the rules in force are not those of the vote. Refuse it, put the rules of the vote back by an act, and count again."
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

/// How people voted.
pub fn channel(locale: Locale, channel: &str) -> &'static str {
    match channel {
        "desk" => paper_desk(locale),
        "paper" => paper_paper(locale),
        _ => paper_web(locale),
    }
}
