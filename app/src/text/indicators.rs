//! Words of the indicators: the list, the file that is read, its preview and its mistakes.

use shared::{
    indicator::{NumberFault, file::Fault},
    locale::Locale,
    ruleset::Measure,
};

messages! {
    title { es: "Indicadores", en: "Indicators" }
    lead {
        es: "Las cifras de las que dependen los techos, cada una con su fuente y su año.",
        en: "The figures that the ceilings rest on, each with its source and its year."
    }
    table { es: "Cifras más recientes", en: "Newest figures" }
    indicator { es: "Indicador", en: "Indicator" }
    territory { es: "Territorio", en: "Territory" }
    value { es: "Valor", en: "Value" }
    year { es: "Año", en: "Year" }
    source { es: "Fuente", en: "Source" }
    by { es: "Quién", en: "Who" }
    none { es: "Todavía no hay cifras.", en: "There are no figures yet." }
    unruled {
        es: "Las reglas de este proceso no nombran indicadores: no hay qué importar.",
        en: "The rules of this process name no indicators: there is nothing to import."
    }
    import { es: "Importar cifras", en: "Import figures" }
    import_lead {
        es: "Guarde su hoja de cálculo como CSV y escoja el archivo, o copie todo y péguelo aquí. Primero verá qué cambia; después lo confirma.",
        en: "Save your spreadsheet as CSV and choose the file, or copy all of it and paste it here. First you see what changes; then you confirm."
    }
    columns(columns) {
        es: "La primera línea nombra las columnas: code y después {columns}. Una línea por territorio.",
        en: "The first line names the columns: code, then {columns}. A line for each territory."
    }
    text { es: "Texto del archivo", en: "Text of the file" }
    source_hint { es: "El documento del que salen: «DANE, proyecciones de población».", en: "The document they are from: “DANE, population projections”." }
    year_label { es: "Año de las cifras", en: "Year of the figures" }
    decimal { es: "Signo de los decimales", en: "Decimal sign" }
    decimal_unsaid { es: "El que se entienda", en: "Whichever is clear" }
    decimal_comma { es: "Coma: 20,93", en: "Comma: 20,93" }
    decimal_point { es: "Punto: 20.93", en: "Point: 20.93" }
    read { es: "Revisar el archivo", en: "Check the file" }
    preview { es: "Lo que cambia", en: "What changes" }
    preview_lead(new, changed, unchanged) {
        es: "Nuevas: {new}. Cambian: {changed}. Iguales: {unchanged}. Todavía no se ha guardado nada.",
        en: "New: {new}. Changed: {changed}. The same: {unchanged}. Nothing is saved yet."
    }
    before { es: "Antes", en: "Before" }
    after { es: "En el archivo", en: "In the file" }
    is_new { es: "Nueva", en: "New" }
    confirm { es: "Guardar estas cifras", en: "Save these figures" }
    saved(count) {
        es: "Quedaron guardadas {count} cifras. Los techos no cambian hasta que un acto los adopte.",
        en: "{count} figures are saved. The ceilings do not change until an act adopts them."
    }
    source_length { es: "Escriba la fuente, con 3 a 300 letras.", en: "Type the source, with 3 to 300 letters." }
    year_wrong { es: "Escriba el año con cuatro cifras.", en: "Type the year with four digits." }
    empty { es: "Pegue el texto del archivo.", en: "Paste the text of the file." }
    at(line, column, what) { es: "Línea {line}, columna {column}: {what}", en: "Line {line}, column {column}: {what}" }
    more(count) { es: "Y {count} errores más.", en: "And {count} more mistakes." }
    act { es: "Importó cifras de indicadores", en: "Imported figures of indicators" }

    // Mistakes.
    too_large { es: "el archivo pesa más de 1 MB.", en: "the file is larger than 1 MB." }
    too_many_lines { es: "el archivo tiene demasiadas líneas.", en: "the file has too many lines." }
    not_utf8 { es: "el texto no está en UTF-8. Guárdelo así desde la hoja de cálculo.", en: "the text is not UTF-8. Save it that way from the spreadsheet." }
    no_lines { es: "el archivo está vacío.", en: "the file is empty." }
    no_code_column(found) { es: "la primera columna es «{found}» y debe ser «code».", en: "the first column is “{found}”; it should be “code”." }
    no_figure_column { es: "no hay ninguna columna de cifras.", en: "there is no column with figures." }
    no_region_column { es: "falta la columna «region», con el nombre de la región de cada municipio.", en: "the column “region” is missing, with the name of each municipality's region." }
    repeated_region_column { es: "hay dos columnas de regiones.", en: "there are two columns of regions." }
    bad_region(found) { es: "«{found}» no es el nombre de una región. Escríbalo, sin espacios al comienzo ni al final.", en: "“{found}” is no name of a region. Type it, without space around it." }
    unknown_indicator(found, known) { es: "las reglas no tienen el indicador «{found}». Tienen: {known}.", en: "the rules have no indicator “{found}”. They have: {known}." }
    repeated_indicator(indicator) { es: "«{indicator}» tiene dos columnas.", en: "“{indicator}” has two columns." }
    wrong_cells(found, expected) { es: "tiene {found} celdas y deben ser {expected}.", en: "it has {found} cells; there should be {expected}." }
    bad_quote { es: "unas comillas no cierran donde deben.", en: "a quote does not end where it should." }
    unknown_territory(found) { es: "no hay un territorio con el código «{found}».", en: "there is no territory with the code “{found}”." }
    perhaps_territory(found, perhaps) {
        es: "no hay un territorio con el código «{found}». ¿Será «{perhaps}»? Las hojas de cálculo quitan los ceros del comienzo.",
        en: "there is no territory with the code “{found}”. Is it “{perhaps}”? Spreadsheets take away the zeros in front."
    }
    repeated_territory(code, first) { es: "«{code}» ya está en la línea {first}.", en: "“{code}” has line {first} already." }
    missing_territory(code) { es: "falta la línea del territorio «{code}».", en: "the line of territory “{code}” is missing." }
    missing_figure(indicator) { es: "falta la cifra de «{indicator}».", en: "the figure of “{indicator}” is missing." }
    bad_figure(found, indicator, measure, why) {
        es: "«{found}» no sirve como «{indicator}» ({measure}): {why}",
        en: "“{found}” will not do as “{indicator}” ({measure}): {why}"
    }
    people { es: "personas", en: "people" }
    count { es: "un conteo", en: "a count" }
    share { es: "un porcentaje", en: "a percentage" }
    index { es: "un índice", en: "an index" }
    money { es: "dinero", en: "money" }
    unexpected(found, column) { es: "sobra «{found}», en el carácter {column}.", en: "“{found}” at character {column} has no place there." }
    negative { es: "no puede ser negativo.", en: "it cannot be negative." }
    not_whole { es: "va sin decimales ni puntos de miles.", en: "it has neither decimals nor separators of thousands." }
    ambiguous { es: "se puede leer de dos maneras. Diga cuál es el signo de los decimales.", en: "it can be read in two ways. Say which is the decimal sign." }
    separators { es: "va sin puntos de miles y con un solo signo para los decimales.", en: "thousands have no separators, and decimals one sign." }
    too_precise(decimals) { es: "tiene más de {decimals} decimales.", en: "it has more than {decimals} decimals." }
    beyond { es: "es demasiado grande.", en: "it is too large." }
}

/// What an indicator counts.
pub const fn measure(locale: Locale, measure: Measure) -> &'static str {
    match measure {
        Measure::People => people(locale),
        Measure::Count => count(locale),
        Measure::Share => share(locale),
        Measure::Index => index(locale),
        Measure::Money => money(locale),
    }
}

/// What is wrong with a number.
pub fn number(locale: Locale, fault: NumberFault) -> String {
    match fault {
        NumberFault::Unexpected { found, column } => unexpected(locale, found, column),
        NumberFault::Negative => negative(locale).to_owned(),
        NumberFault::NotWhole => not_whole(locale).to_owned(),
        NumberFault::Ambiguous => ambiguous(locale).to_owned(),
        NumberFault::Separators => separators(locale).to_owned(),
        NumberFault::TooPrecise { decimals } => too_precise(locale, decimals),
        NumberFault::TooLarge => beyond(locale).to_owned(),
    }
}

/// What is wrong at a place of a file.
pub fn fault(locale: Locale, fault: &Fault) -> String {
    match fault {
        Fault::TooLarge { .. } => too_large(locale).to_owned(),
        Fault::TooManyLines => too_many_lines(locale).to_owned(),
        Fault::NotUtf8 => not_utf8(locale).to_owned(),
        Fault::Empty => no_lines(locale).to_owned(),
        Fault::NoCodeColumn { found } => no_code_column(locale, found),
        Fault::NoFigureColumn => no_figure_column(locale).to_owned(),
        Fault::NoRegionColumn => no_region_column(locale).to_owned(),
        Fault::RepeatedRegionColumn => repeated_region_column(locale).to_owned(),
        Fault::BadRegion { found } => bad_region(locale, found),
        Fault::UnknownIndicator { found, known } => {
            let known: Vec<_> = known.iter().map(ToString::to_string).collect();
            unknown_indicator(locale, found, known.join(", "))
        }
        Fault::RepeatedIndicator { indicator } => repeated_indicator(locale, indicator),
        Fault::WrongCellCount { found, expected } => wrong_cells(locale, found, expected),
        Fault::BadQuote => bad_quote(locale).to_owned(),
        Fault::UnknownTerritory { found, perhaps: None } => unknown_territory(locale, found),
        Fault::UnknownTerritory { found, perhaps: Some(perhaps) } => perhaps_territory(locale, found, perhaps),
        Fault::RepeatedTerritory { code, first } => repeated_territory(locale, code, first),
        Fault::MissingTerritory { code } => missing_territory(locale, code),
        Fault::MissingFigure { indicator } => missing_figure(locale, indicator),
        Fault::BadFigure { indicator, measure: counts, found, fault } => {
            bad_figure(locale, found, indicator, measure(locale, *counts), number(locale, *fault))
        }
    }
}
