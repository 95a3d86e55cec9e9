//! Words of the selection of municipalities: the published table, and the form that prepares it.

use shared::{locale::Locale, ruleset::Preference, selection::Outcome};

messages! {
    title { es: "Selección de municipios", en: "Choice of municipalities" }
    lead {
        es: "Con qué criterios se escogieron los municipios que participan, qué puntaje sacó cada uno y en qué orden quedaron.",
        en: "By which criteria the municipalities that take part were chosen, the score of each and their order."
    }
    none { es: "Todavía no se ha publicado ninguna selección.", en: "No choice has been published yet." }
    sample {
        es: "Las cifras de esta selección son inventadas: muestran cómo se publica una. Los nombres de los municipios son reales.",
        en: "The figures of this choice are made up: they show how one is published. The names of the municipalities are real."
    }
    adopted(act, date) { es: "La adoptó {act}, del {date}.", en: "Adopted by {act} of {date}." }
    source(documents) { es: "Fuente de las cifras: {documents}.", en: "Source of the figures: {documents}." }
    download { es: "Descargar la tabla (CSV)", en: "Download the table (CSV)" }
    earlier { es: "Selecciones publicadas", en: "Published choices" }
    this_one { es: "es la que está viendo", en: "the one you see" }
    on_observatory {
        es: "Cómo se escogieron los municipios que participan: criterios, puntajes y orden.",
        en: "How the municipalities that take part were chosen: criteria, scores and order."
    }

    criteria { es: "Los criterios", en: "The criteria" }
    criteria_table { es: "Peso y alcance de cada criterio", en: "Weight and range of each criterion" }
    order_in(region) { es: "Municipios que pasan: {region}", en: "Municipalities that are chosen: {region}" }
    others_in(region) { es: "Municipios que no pasan: {region}", en: "Municipalities that are not chosen: {region}" }
    others(count) { es: "Los que no pasan: {count}", en: "Those that are not chosen: {count}" }
    search_title { es: "Busque su municipio", en: "Find your municipality" }
    search { es: "Buscar", en: "Search" }
    found(count) { es: "Municipios encontrados: {count}", en: "Municipalities found: {count}" }
    stands(place, score) { es: "Lugar {place}, con {score}.", en: "Place {place}, with {score}." }
    criterion { es: "Criterio", en: "Criterion" }
    first { es: "Va primero", en: "Comes first" }
    weight { es: "Peso", en: "Weight" }
    lowest { es: "Cifra más baja", en: "Lowest figure" }
    highest { es: "Cifra más alta", en: "Highest figure" }
    highest_first { es: "La cifra más alta", en: "The highest figure" }
    lowest_first { es: "La cifra más baja", en: "The lowest figure" }
    by_hand(most) {
        es: "Para repetir la cuenta: en cada criterio, el municipio que va primero recibe {most} puntos, el último recibe 0 y los demás, según dónde esté su cifra entre las dos, sin decimales. El puntaje es la suma de los puntos de cada criterio por su peso.",
        en: "To do it again: in each criterion, whoever comes first has {most} points, the last has 0, and the others by where their figure lies between the two, without decimals. The score is the sum of each criterion's points times its weight."
    }
    chosen_each(count) {
        es: "De cada región pasan los {count} primeros. Entre puntajes iguales decide el código del municipio.",
        en: "The first {count} of each region are chosen. Between equal scores the municipality's code decides."
    }
    chosen_together(count) {
        es: "Pasan los {count} primeros. Entre puntajes iguales decide el código del municipio.",
        en: "The first {count} are chosen. Between equal scores the municipality's code decides."
    }
    all_together { es: "Todos los municipios", en: "All municipalities" }
    regions { es: "Regiones", en: "Regions" }
    chosen_of(chosen, all) { es: "{chosen} de {all}", en: "{chosen} of {all}" }

    place { es: "Lugar", en: "Place" }
    municipality { es: "Municipio", en: "Municipality" }
    score { es: "Puntaje", en: "Score" }
    outcome_column { es: "¿Pasa?", en: "Chosen?" }
    points(points) { es: "{points} puntos", en: "{points} points" }
    yes { es: "Sí, por su puntaje", en: "Yes, by its score" }
    yes_by_code { es: "Sí: empata y su código va primero", en: "Yes: it ties, and its code comes first" }
    no(needed) { es: "No: hacían falta {needed}", en: "No: {needed} were needed" }
    no_by_code { es: "No: empata y su código va después", en: "No: it ties, and its code comes later" }

    new_title { es: "Preparar una selección", en: "Prepare a choice" }
    new_lead {
        es: "Escoja los criterios y traiga las cifras en un CSV. Primero verá la tabla completa; nada se publica hasta que la confirme con el acto que la adopta.",
        en: "Choose the criteria and bring the figures in a CSV. You see the whole table first; nothing is published until you confirm it with the act that adopts it."
    }
    no_criteria {
        es: "Ninguna plantilla de reglas de este país nombra criterios de selección.",
        en: "No rule template of this country names criteria for a choice."
    }
    from_template(name) { es: "Los valores de partida son los de «{name}».", en: "The values to start from are those of “{name}”." }
    name { es: "Para qué es la selección", en: "What the choice is for" }
    name_hint { es: "Por ejemplo: «Vamos Juntos 2027».", en: "For example: “Vamos Juntos 2027”." }
    how_many { es: "Cuántos municipios pasan", en: "How many municipalities are chosen" }
    by_region { es: "Ese número es de cada región, no del estado", en: "That many of each region, not of the state" }
    weights_hint {
        es: "Los pesos suman 100 %. Deje en blanco el peso de un criterio que no cuenta.",
        en: "The weights come to 100%. Leave the weight of a criterion empty when it does not count."
    }
    weight_of(name) { es: "Peso de «{name}», en porcentaje", en: "Weight of “{name}”, in percent" }
    first_of(name) { es: "Qué va primero en «{name}»", en: "What comes first in “{name}”" }
    documents { es: "De qué documentos salen las cifras", en: "Which documents the figures are from" }
    documents_hint {
        es: "Con su año: «CONAPO, índice de marginación 2020; registros de la secretaría, 2026».",
        en: "With their year: “CONAPO, marginalisation index 2020; records of the ministry, 2026”."
    }
    text { es: "Texto del archivo", en: "Text of the file" }
    text_hint(columns) {
        es: "La primera línea nombra las columnas: {columns}. Una línea por municipio, todos ellos.",
        en: "The first line names the columns: {columns}. A line for each municipality, all of them."
    }
    see { es: "Ver la tabla", en: "See the table" }
    preview { es: "Así quedaría la selección", en: "The choice would be this" }
    preview_lead { es: "Todavía no se ha publicado nada.", en: "Nothing has been published yet." }
    act { es: "Acto que la adopta", en: "Act that adopts it" }
    act_hint { es: "Como se cita: «Acuerdo SPPC 12 de 2026».", en: "As it is cited: “Acuerdo SPPC 12 de 2026”." }
    act_date { es: "Fecha del acto", en: "Date of the act" }
    publish { es: "Publicar la selección", en: "Publish the choice" }
    mend { es: "Cambiar algo", en: "Change something" }
    published { es: "La selección quedó publicada. No se puede cambiar; una nueva la reemplaza.", en: "The choice is published. It cannot be changed; a new one takes its place." }
    audit_act { es: "Publicó una selección de municipios", en: "Published a choice of municipalities" }

    name_length { es: "Escriba para qué es, con 3 a 200 letras.", en: "Type what it is for, with 3 to 200 letters." }
    count_wrong { es: "Escriba cuántos pasan, de 1 a 999.", en: "Type how many are chosen, from 1 to 999." }
    weight_wrong(name) {
        es: "El peso de «{name}» va de 0 a 100 %, con dos decimales a lo sumo.",
        en: "The weight of “{name}” is 0 to 100%, with two decimals at most."
    }
    weights_short(found) {
        es: "Los pesos suman {found} y deben sumar 100 %.",
        en: "The weights come to {found}; they should come to 100%."
    }
    column_missing(name, column) {
        es: "El archivo no tiene la columna «{column}», que hace falta para «{name}».",
        en: "The file has no column “{column}”, which “{name}” needs."
    }
    documents_length { es: "Escriba de dónde salen las cifras, con 3 a 500 letras.", en: "Type where the figures are from, with 3 to 500 letters." }
    impossible { es: "No se puede escoger con estos datos. Revise el número, los pesos y las cifras.", en: "Nothing can be chosen from this. Check the number, the weights and the figures." }
}

/// Which end of a criterion comes first.
pub const fn preference(locale: Locale, first: Preference) -> &'static str {
    match first {
        Preference::Highest => highest_first(locale),
        Preference::Lowest => lowest_first(locale),
    }
}

/// Whether a municipality is chosen and why; `needed` writes a score.
pub fn outcome(locale: Locale, outcome: &Outcome, needed: impl FnOnce(u64) -> String) -> String {
    match outcome {
        Outcome::Chosen => yes(locale).to_owned(),
        Outcome::ChosenByCode => yes_by_code(locale).to_owned(),
        Outcome::NotChosen { needed: score } => no(locale, needed(*score)),
        Outcome::NotChosenByCode => no_by_code(locale).to_owned(),
    }
}

/// The columns of the table as a file, before those of each criterion.
pub const COLUMNS: [&str; 7] = ["region", "lugar", "codigo", "municipio", "puntaje", "pasa", "motivo"];
