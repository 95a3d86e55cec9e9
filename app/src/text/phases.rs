//! Words of the administration's pages on the calendar: dates by phase and territory, what stands against them, and who
//! may do what in which phase.

messages! {
    lead(zone) {
        es: "Cada fase abre y cierra sola en su fecha. Las horas son las de {zone}. Cambiar una fecha es un acto con su razón, que todo el mundo puede leer.",
        en: "Each phase opens and closes by itself on its date. Times are those of {zone}. Changing a date is an act with its reason, which everybody can read."
    }
    public_log { es: "Ver el calendario público y sus cambios", en: "See the public calendar and its changes" }
    table { es: "Fases del reglamento y sus fechas en todos los territorios", en: "Phases of the rules and their dates in all territories" }
    elsewhere { es: "Con otras fechas", en: "With other dates" }
    elsewhere_none { es: "Ninguno", en: "None" }
    elsewhere_one { es: "1 territorio", en: "1 territory" }
    elsewhere_count(count) { es: "{count} territorios", en: "{count} territories" }
    set_dates { es: "Fijar fechas", en: "Set dates" }
    set_dates_of(phase) { es: "Fijar las fechas de «{phase}»", en: "Set the dates of “{phase}”" }
    change_of(phase) { es: "Cambiar las fechas de «{phase}»", en: "Change the dates of “{phase}”" }
    change_in(phase, place) { es: "Cambiar las fechas de «{phase}» en {place}", en: "Change the dates of “{phase}” in {place}" }
    dates { es: "Fechas", en: "Dates" }

    // The usual dates.
    draft_title { es: "Fases sin fecha", en: "Phases without dates" }
    draft_lead(year) {
        es: "El reglamento dice cuándo suelen ser. Estas son sus fechas usuales para un proceso de {year}.",
        en: "The rules say when they usually are. These are their usual dates for a process of {year}."
    }
    draft_year { es: "Año del proceso", en: "Year of the process" }
    draft_show { es: "Ver las de ese año", en: "Show those of that year" }
    draft_caption { es: "Fechas usuales de las fases sin fecha", en: "Usual dates of the phases without dates" }
    draft_set { es: "Fijar estas fechas", en: "Set these dates" }
    draft_none { es: "El reglamento no dice cuándo suele ser: fije sus fechas en su página.", en: "The rules do not say when it usually is: set its dates on its page." }
    draft_skipped(year, next) {
        es: "En {year} no viene; vuelve en {next}.",
        en: "It does not come in {year}; it comes again in {next}."
    }
    draft_never(year) { es: "En {year} no viene.", en: "It does not come in {year}." }
    draft_faulty { es: "Las fechas usuales del reglamento se cruzan: fije las fechas de cada fase en su página.", en: "The usual dates of the rules overlap: set the dates of each phase on its page." }
    draft_done_one { es: "Quedó con fecha una fase.", en: "One phase has dates now." }
    draft_done(count) { es: "Quedaron con fecha {count} fases.", en: "{count} phases have dates now." }
    draft_nothing { es: "No queda ninguna fase que el reglamento diga cuándo suele ser.", en: "No phase is left of which the rules say when it usually is." }
    year_wrong { es: "Escriba un año de cuatro cifras, por ejemplo 2027.", en: "Write a year with four digits, for example 2027." }

    // One phase.
    now_everywhere(period) { es: "Hoy, en todos los territorios: {period}.", en: "As it is, in all territories: {period}." }
    now_nowhere { es: "Todavía no tiene fecha.", en: "It has no dates yet." }
    now_in(place, period) { es: "En {place}: {period}.", en: "In {place}: {period}." }
    depends_title { es: "Qué depende de estas fechas", en: "What depends on these dates" }
    opens_from(at, phase) { es: "Puede abrir desde el {at}, cuando abre «{phase}», que va antes.", en: "It may open from {at} on, when “{phase}” opens, which comes before." }
    opens_after(at, phase) { es: "Puede abrir desde el {at}, cuando cierra «{phase}»: no se pueden cruzar.", en: "It may open from {at} on, when “{phase}” closes: they may not overlap." }
    opens_by(at, phase) { es: "Debe abrir a más tardar el {at}, cuando abre «{phase}», que va después.", en: "It must open by {at}, when “{phase}” opens, which comes after." }
    closes_by(at, phase) { es: "Debe cerrar a más tardar el {at}, cuando abre «{phase}»: no se pueden cruzar.", en: "It must close by {at}, when “{phase}” opens: they may not overlap." }
    opened(at) { es: "Ya abrió, el {at}: su apertura no se puede cambiar, su cierre sí.", en: "It opened on {at}: its opening can no longer change, its closing can." }
    voted { es: "Ya se está votando en esta fase: quien votó lo hizo con estas reglas.", en: "People are voting in this phase already: whoever voted did so under these rules." }
    form_title { es: "Nuevas fechas", en: "New dates" }
    where_ { es: "Dónde", en: "Where" }
    where_all { es: "En todos los territorios", en: "In all territories" }
    where_all_hint { es: "Los que tienen fechas propias las conservan.", en: "Those with dates of their own keep them." }
    where_some { es: "Solo en los que marque", en: "Only in those you tick" }
    which { es: "Territorios", en: "Territories" }
    which_hint { es: "Solo cuentan si arriba eligió «Solo en los que marque».", en: "They only count if you chose “Only in those you tick” above." }
    which_missing { es: "Marque por lo menos un territorio, o elija todos.", en: "Tick at least one territory, or choose all." }
    which_unknown(code) { es: "El territorio «{code}» no está en este sitio. Marque uno de la lista.", en: "The territory “{code}” is not on this site. Tick one of the list." }
    place(code, name) { es: "{code} {name}", en: "{code} {name}" }
    own(period) { es: "Fechas propias: {period}", en: "Dates of its own: {period}" }
    reason_hint {
        es: "Al menos 10 letras. La lee todo el mundo en el calendario, junto a las fechas.",
        en: "At least 10 letters. Everybody reads it in the calendar, beside the dates."
    }
    open_now_hint {
        es: "«Abrir ahora» la abre en este momento, hasta el cierre que está escrito.",
        en: "“Open now” opens it this moment, until the closing that is written."
    }
    close_now_hint { es: "«Cerrar ahora» la cierra en este momento, donde eligió arriba.", en: "“Close now” closes it this moment, where you chose above." }
    closed_hint {
        es: "Ya cerró. Para que siga abierta, escriba un cierre futuro y deje la apertura como está.",
        en: "It has closed. To keep it open, write a closing in the future and leave the opening as it is."
    }
    nothing_changed { es: "Esas fechas son las que ya tiene. Escriba otras, o vuelva sin guardar.", en: "Those are the dates that it has. Write others, or go back without saving." }
    seen_lost { es: "La página no decía desde qué fechas se cambia. Revise las de ahora y guarde de nuevo.", en: "The page did not say from which dates to change. Look at those of now and save again." }

    // What stands against an act.
    in_places(places, fault) { es: "En {places}: {fault}", en: "In {places}: {fault}" }
    and_more(places, count) { es: "{places} y {count} más", en: "{places} and {count} more" }
    stale(phase, is) {
        es: "Alguien cambió las fechas de «{phase}» mientras usted escribía; ahora son: {is}. Revíselas y guarde de nuevo si aún hace falta.",
        en: "Somebody changed the dates of “{phase}” while you were writing; they are now: {is}. Look at them, and save again if it is still needed."
    }
    stale_none { es: "ninguna", en: "none" }
    has_opened(phase, at) {
        es: "«{phase}» ya abrió, el {at}, y eso no se puede cambiar. Deje la apertura como está y cambie solo el cierre.",
        en: "“{phase}” opened on {at}, and that cannot change. Leave the opening as it is, and change the closing only."
    }
    past(at) {
        es: "El {at} ya pasó. Escriba un momento futuro, o use «Abrir ahora» o «Cerrar ahora».",
        en: "{at} has passed. Write a moment in the future, or use “Open now” or “Close now”."
    }
    counted(phase) {
        es: "Ya se sellaron urnas, se leyeron votos en papel o se contó, así que las fechas de «{phase}» son historia. Puede cambiar las de las fases que siguen al escrutinio.",
        mx: "Ya se sellaron urnas, se leyeron votos en papel o se contó, así que las fechas de «{phase}» son historia. Puede cambiar las de las fases que siguen al cómputo.",
        en: "Urns were sealed, votes on paper were read or votes were counted, so the dates of “{phase}” are history. You can change those of the phases after the count."
    }
    never_open(phase, from, until) {
        es: "Con esas fechas «{phase}» nunca estaría abierta: solo abre de {from} a {until}. Elija fechas que cubran esas horas.",
        en: "On these dates “{phase}” would never be open: it opens from {from} to {until} only. Choose dates that cover those hours."
    }
    beyond { es: "Esa fecha está fuera de todo calendario. Escriba un año cercano.", en: "That date lies beyond all calendars. Write a year nearby." }
    out_of_order(later, from, earlier, first) {
        es: "«{later}» abriría el {from}, antes que «{earlier}», que va primero y abre el {first}.",
        en: "“{later}” would open on {from}, before “{earlier}”, which comes first and opens on {first}."
    }
    overlap(later, from, earlier, until) {
        es: "«{later}» abriría el {from}, con «{earlier}» todavía abierta (cierra el {until}), y el reglamento no deja que se crucen.",
        en: "“{later}” would open on {from}, while “{earlier}” is open (it closes on {until}), and the rules do not let them overlap."
    }
    mend_open_from(at, other) { es: "Ábrala desde el {at}, o cambie antes «{other}».", en: "Open it from {at} on, or change “{other}” first." }
    mend_open_by(at, other) { es: "Ábrala a más tardar el {at}, o cambie antes «{other}».", en: "Open it by {at}, or change “{other}” first." }
    mend_close_by(at, other) { es: "Ciérrela a más tardar el {at}, o cambie antes «{other}».", en: "Close it by {at}, or change “{other}” first." }
    mend_other(other) { es: "Cambie antes las fechas de «{other}».", en: "Change the dates of “{other}” first." }

    // Who may do what.
    powers_lead {
        es: "Según el reglamento, fase por fase. Las competencias con fecha dicen desde cuándo o hasta cuándo rigen.",
        en: "By the rules, phase by phase. Powers with a date say from when or until when they hold."
    }
    powers_caption { es: "Quién puede hacer qué en cada fase", en: "Who may do what in each phase" }
    any_time { es: "En cualquier momento", en: "At any time" }
    who { es: "Quién", en: "Who" }
    what { es: "Qué puede hacer", en: "What they may do" }
    condition { es: "Requisito", en: "Condition" }
    in_force { es: "Rige", en: "In force" }
    norm { es: "Norma", en: "Norm" }
    always { es: "Siempre", en: "Always" }
    from(day) { es: "desde el {day}", en: "from {day}" }
    until(day) { es: "hasta el {day}", en: "until {day}" }
    no_longer { es: "Ya no rige", en: "No longer in force" }
    not_yet { es: "Todavía no rige", en: "Not yet in force" }
    nobody { es: "Nadie tiene una competencia en esta fase.", en: "Nobody has a power in this phase." }
}
