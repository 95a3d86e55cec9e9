//! Words of the ceilings: the simulator, scenarios, how a ceiling came about, the ledger and the years.

messages! {
    // The formula.
    formula { es: "Fórmula", en: "Formula" }
    formula_hint {
        es: "Solo cuenta la proporción entre los pesos. Lo que vea aquí no cambia nada hasta que un acto lo adopte.",
        en: "Only the proportion between the weights counts. What you see here changes nothing until an act adopts it."
    }
    bounds_hint {
        es: "Piso y tope: un monto, o un porcentaje de la bolsa. Vacío si no hay.",
        en: "Floor and cap: an amount, or a percentage of the pool. Empty if there is none."
    }
    floor { es: "Piso por territorio", en: "Floor for each territory" }
    cap { es: "Tope por territorio", en: "Cap for each territory" }
    unit { es: "Redondear a múltiplos de", en: "Round to multiples of" }
    calculate { es: "Calcular", en: "Calculate" }
    weight_wrong(most) { es: "Cada peso es un número entero de 0 a {most}.", en: "Each weight is a whole number from 0 to {most}." }
    all_zero { es: "Dé peso al menos a una parte de la fórmula.", en: "Give a weight to at least one part of the formula." }
    bound_wrong {
        es: "Escriba un monto, como 500.000.000, o un porcentaje de la bolsa, como 0,5 %.",
        mx: "Escriba un monto, como 500,000.00, o un porcentaje de la bolsa, como 0.5 %.",
        en: "Type an amount, like 500,000, or a percentage of the pool, like 0.5 %."
    }
    unit_wrong { es: "Escriba un monto mayor que cero, o deje vacío el redondeo.", en: "Type an amount above zero, or leave the rounding empty." }
    term_equal { es: "Parte igual", en: "Equal part" }
    term_product(one, other) { es: "{one} × {other}", en: "{one} × {other}" }
    term_inverse(one) { es: "1 ÷ {one}", en: "1 ÷ {one}" }
    term_ratio(one, other) { es: "{one} ÷ {other}", en: "{one} ÷ {other}" }

    // The table.
    table_ceilings { es: "Lo que le toca a cada territorio", en: "What each territory gets" }
    territory { es: "Territorio", en: "Territory" }
    ceiling { es: "Techo", en: "Ceiling" }
    bound { es: "Límite", en: "Limit" }
    share { es: "Parte de la bolsa", en: "Part of the pool" }
    change_column { es: "Frente al vigente", en: "Against the one in force" }
    per_person { es: "Por habitante", en: "Per inhabitant" }
    per_poor { es: "Por habitante en pobreza", en: "Per poor inhabitant" }
    no_figure { es: "Sin dato", en: "No figure" }
    no_change { es: "Igual", en: "The same" }
    held_floor { es: "En el piso", en: "At the floor" }
    held_cap { es: "En el tope", en: "At the cap" }
    most(name, amount) { es: "El techo más alto: {name}, {amount}.", en: "The highest ceiling: {name}, {amount}." }
    equals_pool { es: "Igual a la bolsa", en: "Equal to the pool" }
    download_table { es: "Descargar la tabla (CSV)", en: "Download the table (CSV)" }
    download_table_hint {
        es: "Trae cada parte de la fórmula, para que cualquiera pueda rehacer la cuenta.",
        en: "It has every part of the formula, so that anybody can redo the sum."
    }
    gini(percent) {
        es: "Desigualdad (coeficiente de Gini): {percent}. Cero es lo mismo por habitante en todas partes.",
        en: "Inequality (Gini coefficient): {percent}. Zero is the same per inhabitant everywhere."
    }
    lorenz { es: "Curva de Lorenz: qué parte del dinero tiene qué parte de la gente", en: "Lorenz curve: which part of the money which part of the people has" }
    lorenz_detail {
        es: "Línea continua: lo que prueba. Línea punteada: los techos vigentes. La diagonal es lo mismo para cada habitante.",
        en: "Solid line: what you try. Dashed line: the ceilings in force. The diagonal is the same for each inhabitant."
    }
    lorenz_table { es: "Puntos de la curva, de quien recibe menos por habitante a quien recibe más", en: "Points of the curve, from the least money per inhabitant to the most" }
    people_so_far { es: "Gente hasta aquí", en: "People so far" }
    money_so_far { es: "Dinero hasta aquí", en: "Money so far" }
    tiles { es: "Mapa de fichas: dinero por habitante", en: "Tile map: money per inhabitant" }
    tiles_detail {
        es: "Una ficha por territorio, en el orden de sus códigos. Llena: el que más recibe por habitante. Las cifras están en la tabla.",
        en: "A tile for each territory, in the order of their codes. Full: the one that gets the most per inhabitant. The figures are in the table."
    }

    // Why it cannot be shared out.
    missing_figure(indicator, code) {
        es: "El territorio {code} no tiene el dato «{indicator}». Complételo en los indicadores, o ponga ese peso en cero.",
        en: "Territory {code} has no figure for “{indicator}”. Fill it in among the indicators, or set that weight to zero."
    }
    inverse_of_zero(indicator, code) {
        es: "«{indicator}» divide, pero en el territorio {code} es cero. Corríjalo, o ponga ese peso en cero.",
        en: "“{indicator}” divides, but it is zero in territory {code}. Mend it, or set that weight to zero."
    }
    nothing_to_weigh {
        es: "Una parte de la fórmula es cero en todos los territorios. Ponga su peso en cero.",
        en: "A part of the formula is zero in every territory. Set its weight to zero."
    }
    floor_above_cap(floor, cap) {
        es: "El piso, {floor}, es mayor que el tope, {cap}. Baje el piso o suba el tope.",
        en: "The floor, {floor}, is above the cap, {cap}. Lower the floor or raise the cap."
    }
    floors_above_pool(count, floor, pool) {
        es: "{count} pisos de {floor} suman más que la bolsa de {pool}. Baje el piso.",
        en: "{count} floors of {floor} are more than the pool of {pool}. Lower the floor."
    }
    caps_below_pool(count, cap, pool) {
        es: "{count} topes de {cap} no alcanzan a repartir la bolsa de {pool}. Suba el tope.",
        en: "{count} caps of {cap} are less than the pool of {pool}. Raise the cap."
    }
    cannot_share {
        es: "Con estas cifras no se puede repartir la bolsa. Revise los territorios.",
        en: "The pool cannot be shared out with these figures. Check the territories."
    }

    // The page of the simulator.
    lead(pool) {
        es: "La bolsa de {pool} se reparte con la fórmula de las reglas. Pruebe otra y mire qué le toca a cada territorio.",
        en: "The pool of {pool} is shared out by the formula of the rules. Try another one and see what each territory gets."
    }
    keep { es: "Guardar como escenario", en: "Keep as a scenario" }
    scenario_name { es: "Nombre del escenario", en: "Name of the scenario" }
    scenario_name_hint {
        es: "Por ejemplo: «Más peso a la pobreza». Después lo puede comparar, compartir y adoptar.",
        en: "For example: “More weight on poverty”. Then you can compare, share and adopt it."
    }
    name_length { es: "Escriba un nombre de 3 a 80 letras.", en: "Type a name of 3 to 80 letters." }
    name_taken { es: "Ya hay un escenario con ese nombre. Escriba otro.", en: "There is a scenario of that name already. Type another." }
    kept(name) { es: "Quedó guardado el escenario «{name}».", en: "The scenario “{name}” is kept." }
    scenarios { es: "Escenarios guardados", en: "Kept scenarios" }
    scenario { es: "Escenario", en: "Scenario" }
    scenario_of(place) { es: "Escenario de {place}", en: "Scenario of {place}" }
    scenarios_of(place) { es: "Escenarios guardados de {place}", en: "Kept scenarios of {place}" }
    compare_of(place) { es: "Comparar los de {place}", en: "Compare those of {place}" }
    no_scenarios { es: "Todavía no hay ninguno.", en: "There are none yet." }
    compare { es: "Comparar escenarios", en: "Compare scenarios" }
    author { es: "Quién", en: "Who" }
    kept_on { es: "Guardado", en: "Kept" }
    state { es: "Estado", en: "State" }
    adopted { es: "Adoptado", en: "Adopted" }
    is_draft { es: "Borrador", en: "Draft" }
    is_shared { es: "Compartido", en: "Shared" }
    pool { es: "Bolsa", en: "Pool" }

    // The base.
    base_title { es: "La base certificada", en: "The certified base" }
    base_rule(share, label) { es: "Según las reglas, la bolsa es el {share} de: {label}.", en: "By the rules, the pool is {share} of: {label}." }
    base_now(amount, by, date) {
        es: "{by} certificó {amount} el {date}.",
        en: "{by} certified {amount} on {date}."
    }
    base_none { es: "Nadie la ha certificado para este proceso.", en: "Nobody has certified it for this process." }
    base_amount { es: "Monto certificado", en: "Certified amount" }
    base_amount_hint {
        es: "La bolsa del simulador será ese porcentaje. Los techos no cambian hasta que se adopten.",
        en: "The pool of the simulator will be that share. Ceilings do not change until they are adopted."
    }
    base_by { es: "Quién certifica", en: "Who certifies" }
    base_date { es: "Fecha del certificado", en: "Date of the certificate" }
    base_reference { es: "Dónde se puede leer (opcional)", en: "Where it can be read (optional)" }
    base_save { es: "Guardar el certificado", en: "Save the certificate" }
    base_saved(pool) { es: "Quedó certificada la base. La bolsa por repartir es {pool}.", en: "The base is certified. The pool to share out is {pool}." }
    name_missing { es: "Escriba quién certifica.", en: "Type who certifies." }
    date_wrong { es: "Escriba la fecha: día, mes y año.", en: "Type the date: day, month and year." }
    date_future { es: "Esa fecha no ha llegado.", en: "That date has not come yet." }

    // One scenario.
    scenario_lead(author, date, pool) {
        es: "Lo guardó {author} el {date}. Reparte {pool}.",
        en: "Kept by {author} on {date}. It shares out {pool}."
    }
    command_line { es: "la línea de comandos", en: "the command line" }
    adopted_by(act, date) { es: "Lo adoptó: {act}, del {date}.", en: "Adopted by: {act}, of {date}." }
    formula_used { es: "La fórmula", en: "The formula" }
    weight { es: "Peso", en: "Weight" }
    part { es: "Parte", en: "Part" }
    none { es: "No hay", en: "None" }
    adopt_title { es: "Adoptar este escenario", en: "Adopt this scenario" }
    adopt_lead {
        es: "Los techos pasan a ser estos, a nombre de un acto. El escenario queda como está, para siempre.",
        en: "The ceilings become these, in the name of an act. The scenario stays as it is for good."
    }
    adopt_within(place, pool) {
        es: "Con el acto quedan vigentes todos los techos de «{pool}»: los de {place}, por este escenario; los demás, como salen hoy.",
        en: "The act brings all ceilings of “{pool}” into force: those of {place} by this scenario, the others as they come out today."
    }
    act { es: "Acto que los adopta", en: "Act that adopts them" }
    act_hint { es: "Como se cita: Decreto 123 de 2026.", en: "As it is cited: Decree 123 of 2026." }
    act_date { es: "Fecha del acto", en: "Date of the act" }
    act_reference { es: "Dónde se puede leer (opcional)", en: "Where it can be read (optional)" }
    act_length { es: "Escriba el acto, con 3 a 200 letras.", en: "Type the act, with 3 to 200 letters." }
    reference_long { es: "La referencia tiene más de 500 letras.", en: "The reference has more than 500 letters." }
    adopt { es: "Adoptar los techos", en: "Adopt the ceilings" }
    stale {
        es: "Las cifras o la fórmula dan hoy otros techos que los de este escenario. Vuelva a calcularlo en el simulador y guárdelo de nuevo.",
        en: "The figures or the formula give other ceilings today than those of this scenario. Calculate it again in the simulator and keep it anew."
    }
    gone { es: "Ese escenario ya no está, o ya fue adoptado.", en: "That scenario is gone, or adopted already." }
    share_title { es: "Compartir", en: "Share" }
    share_lead {
        es: "Con el enlace lo puede leer cualquiera, sin ingresar. El enlace se muestra una sola vez; si hace otro, el anterior deja de servir.",
        en: "With the link anybody can read it without signing in. The link is shown only once; when you make another, the one before stops working."
    }
    share_make { es: "Hacer un enlace", en: "Make a link" }
    share_stop { es: "Dejar de compartir", en: "Stop sharing" }
    share_made(link) { es: "El enlace es {link}. Cópielo ahora.", en: "The link is {link}. Copy it now." }
    share_stopped { es: "Ya nadie puede leerlo con un enlace.", en: "Nobody can read it with a link any more." }
    discard { es: "Descartar el escenario", en: "Discard the scenario" }
    discarded(name) { es: "Quedó descartado el escenario «{name}».", en: "The scenario “{name}” is discarded." }
    shared_note {
        es: "Esto es un ejercicio que alguien compartió. No son los techos adoptados.",
        en: "This is an exercise that somebody shared. These are not the adopted ceilings."
    }
    open_in_simulator { es: "Abrir en el simulador", en: "Open in the simulator" }
    details { es: "Ver", en: "View" }
    details_of(name) { es: "Ver {name}", en: "View {name}" }

    // Comparing.
    compare_lead {
        es: "Elija hasta tres repartos y mírelos uno al lado del otro.",
        en: "Choose up to three divisions and look at them side by side."
    }
    division(number) { es: "Reparto {number}", en: "Division {number}" }
    nothing_chosen { es: "Ninguno", en: "None" }
    in_force { es: "Vigente", en: "In force" }
    of_process(name) { es: "{name} (anterior)", en: "{name} (before)" }
    compare_table { es: "Techos, por habitante y por habitante en pobreza", en: "Ceilings, per inhabitant and per poor inhabitant" }
    gini_row { es: "Desigualdad (Gini)", en: "Inequality (Gini)" }
    total { es: "Total", en: "Total" }

    // How a ceiling came about.
    how_title(name) { es: "Cómo se calculó el techo de {name}", en: "How the ceiling of {name} came about" }
    how_link { es: "Cómo se calculó este techo, paso a paso", en: "How this ceiling came about, step by step" }
    how_lead(ceiling) {
        es: "El techo es {ceiling}. Con estas cifras y una calculadora puede rehacer la cuenta.",
        en: "The ceiling is {ceiling}. With these figures and a calculator you can redo the sum."
    }
    how_unknown {
        es: "Un acto fijó este techo sin una fórmula que conozcamos. Abajo está su libro.",
        en: "An act fixed this ceiling without a formula known to us. Its ledger is below."
    }
    step_figures { es: "1. Las cifras", en: "1. The figures" }
    no_figures_taken {
        es: "La fórmula no usa ningún indicador: no hay cifras que mirar, y la cuenta empieza en el paso 2.",
        en: "The formula takes no indicator: there are no figures to look at, and the sum begins with step 2."
    }
    indicator { es: "Indicador", en: "Indicator" }
    value { es: "Valor", en: "Value" }
    source { es: "Fuente", en: "Source" }
    year { es: "Año", en: "Year" }
    step_terms { es: "2. Cada parte de la fórmula", en: "2. Each part of the formula" }
    step_terms_detail {
        es: "La cifra del territorio se divide entre la de todos. Los porcentajes cuentan en centésimas de por ciento (20,93 % es 2.093) y los índices en diezmilésimas, para no usar decimales.",
        mx: "La cifra del territorio se divide entre la de todos. Los porcentajes cuentan en centésimas de por ciento (20.93 % es 2,093) y los índices en diezmilésimas, para no usar decimales.",
        en: "The territory's figure is divided by that of all. Percentages count in hundredths of a percent (20.93 % is 2,093) and indices in ten-thousandths, so that there are no decimals."
    }
    own_figure { es: "Del territorio", en: "Of the territory" }
    all_figures { es: "De todos", en: "Of all" }
    its_share { es: "Proporción", en: "Proportion" }
    gives { es: "Da", en: "Gives" }
    step_formula { es: "3. Lo que da la fórmula", en: "3. What the formula gives" }
    step_formula_detail(share, pool, amount) {
        es: "Sumadas por sus pesos, esas proporciones son el {share} de la bolsa de {pool}: {amount}.",
        en: "Added up by their weights, these proportions are {share} of the pool of {pool}: {amount}."
    }
    factor_detail(factor) {
        es: "La proporción se multiplica por {factor}, el factor de su tipo de territorio, y todas se llevan de nuevo al 100 %.",
        en: "The proportion is multiplied with {factor}, the factor of its kind of territory, and all are brought back to 100 %."
    }
    step_bounds { es: "4. Piso y tope", en: "4. Floor and cap" }
    bounds_none { es: "No hay piso ni tope.", en: "There is neither a floor nor a cap." }
    floor_is(amount) { es: "Ningún territorio recibe menos de {amount}.", en: "No territory gets less than {amount}." }
    cap_is(amount) { es: "Ningún territorio recibe más de {amount}.", en: "No territory gets more than {amount}." }
    at_floor { es: "Este territorio queda en el piso.", en: "This territory is held at the floor." }
    at_cap { es: "Este territorio queda en el tope.", en: "This territory is held at the cap." }
    rest_shared(money, count, shares, amount) {
        es: "Apartados los que quedan en un límite, restan {money} para {count} territorios, que juntos tienen el {shares} de las proporciones. A este le tocan {amount}.",
        en: "Those at a limit set apart, {money} are left for {count} territories, which together have {shares} of the proportions. This one gets {amount}."
    }
    nobody_held(amount) { es: "A nadie lo alcanza un límite: queda {amount}.", en: "No limit holds anybody: {amount} stays." }
    step_rounding { es: "5. El redondeo", en: "5. The rounding" }
    rounded_down(amount, unit) { es: "Hacia abajo, a múltiplos de {unit}: {amount}.", en: "Down to multiples of {unit}: {amount}." }
    rounded_unit(unit) {
        es: "Por tener uno de los restos más grandes recibe {unit} más.",
        en: "As one of the largest remainders it gets {unit} more."
    }
    rounded_rest(rest) {
        es: "Lo que no llega a un múltiplo, {rest}, le toca por tener la proporción más grande.",
        en: "What is less than a multiple, {rest}, is its own as the largest proportion."
    }
    result(amount) { es: "Techo: {amount}.", en: "Ceiling: {amount}." }
    by_act(act, date) { es: "Lo adoptó: {act}, del {date}.", en: "Adopted by: {act}, of {date}." }

    // The ledger.
    ledger { es: "Libro del techo", en: "Ledger of the ceiling" }
    ledger_lead(ceiling, committed, available) {
        es: "Techo vigente {ceiling}; comprometido {committed}; disponible {available}.",
        en: "Ceiling in force {ceiling}; committed {committed}; available {available}."
    }
    ledger_empty { es: "El libro no tiene asientos.", en: "The ledger has no entries." }
    date { es: "Fecha", en: "Date" }
    movement { es: "Movimiento", en: "Movement" }
    amount { es: "Monto", en: "Amount" }
    balance { es: "Queda", en: "Balance" }
    act_column { es: "Acto y motivo", en: "Act and reason" }
    adoption { es: "Adopción", en: "Adoption" }
    addition { es: "Adición", en: "Addition" }
    reduction { es: "Reducción", en: "Reduction" }
    transfer_out { es: "Traslado a otro techo", en: "Transfer to another ceiling" }
    transfer_in { es: "Traslado desde otro techo", en: "Transfer from another ceiling" }
    carry_over { es: "Saldo del año anterior", en: "Carried over from the year before" }
    commitment { es: "Compromiso", en: "Commitment" }
    release { es: "Liberación", en: "Release" }
    with_other(movement, name) { es: "{movement}: {name}", en: "{movement}: {name}" }
    post_title { es: "Nuevo asiento", en: "New entry" }
    post { es: "Asentar", en: "Enter" }
    posted(amount) { es: "Quedó asentado: {amount}.", en: "Entered: {amount}." }
    post_reason { es: "Motivo (opcional)", en: "Reason (optional)" }
    transfer_title { es: "Traslado a otro techo", en: "Transfer to another ceiling" }
    transfer_to { es: "Techo que recibe", en: "Ceiling that gets it" }
    transfer { es: "Trasladar", en: "Transfer" }
    transferred(amount, name) { es: "Se trasladaron {amount} a {name}.", en: "{amount} were transferred to {name}." }
    choose_movement { es: "Elija el movimiento.", en: "Choose the movement." }
    choose_ceiling { es: "Elija el techo que recibe.", en: "Choose the ceiling that gets it." }
    not_enough(available) {
        es: "No alcanza: el techo no puede quedar por debajo de lo comprometido. Disponible: {available}.",
        en: "There is not enough: the ceiling cannot fall below what is committed. Available: {available}."
    }
    not_committed {
        es: "No hay tanto comprometido.",
        en: "Not so much is committed."
    }
    not_adopted {
        es: "Primero se adopta el techo; después se mueve.",
        en: "First the ceiling is adopted; then it moves."
    }
    left_title { es: "Lo que sobró del proceso anterior", en: "What the process before left" }
    left_lead(process, amount) {
        es: "En {process} los ganadores dejaron {amount} de este techo sin gastar.",
        en: "In {process} the winners left {amount} of this ceiling unspent."
    }
    left_return { es: "Según sus reglas, vuelve a la bolsa.", en: "By its rules, it goes back to the pool." }
    left_reserve {
        es: "Según sus reglas, queda para la lista de reserva del mismo territorio.",
        en: "By its rules, it is kept for the reserve list of the same territory."
    }
    left_carry_over {
        es: "Según sus reglas, se suma al techo de este proceso.",
        en: "By its rules, it is added to the ceiling of this process."
    }
    left_carried {
        es: "Según sus reglas, se suma al techo de este proceso, y el libro ya tiene ese asiento.",
        en: "By its rules, it is added to the ceiling of this process, and the ledger has that entry already."
    }
    left_offer { es: "Preparar el asiento", en: "Prepare the entry" }
    voting_now {
        es: "La gente está votando sobre este techo: hasta que cierre la votación no cambia.",
        en: "People are voting on this ceiling: until voting closes it does not change."
    }
    ledger_link { es: "Libro", en: "Ledger" }
    ledger_of(name) { es: "Libro del techo de {name}", en: "Ledger of the ceiling of {name}" }
    ledgers { es: "Libros de los techos", en: "Ledgers of the ceilings" }

    // The years.
    history { es: "Techos de los últimos años", en: "Ceilings of the last years" }
    history_lead(first, last) {
        es: "Cómo crecieron los techos entre {first} y {last}, por territorio y por tipo de territorio.",
        en: "How ceilings grew between {first} and {last}, by territory and by kind of territory."
    }
    history_short {
        es: "Hacen falta los techos de al menos dos años para comparar.",
        en: "The ceilings of at least two years are needed to compare."
    }
    growth { es: "Crecimiento", en: "Growth" }
    growth_by_kind { es: "Crecimiento promedio por tipo de territorio", en: "Average growth by kind of territory" }
    kind { es: "Tipo", en: "Kind" }
    territories_count { es: "Territorios", en: "Territories" }
    average { es: "Promedio", en: "Average" }
    average_detail {
        es: "Cada territorio cuenta lo mismo en el promedio.",
        en: "Each territory counts the same in the average."
    }
    sample_notice {
        es: "Datos de muestra: estos años los inventamos para enseñar el informe.",
        en: "Sample data: these years were made up to show the report."
    }
    sample { es: "muestra", en: "sample" }

    // The file.
    csv_figure(term) { es: "Cifra: {term}", en: "Figure: {term}" }
    csv_divisor(term) { es: "Dividida entre: {term}", en: "Divided by: {term}" }
    csv_weight(term) { es: "Peso: {term}", en: "Weight: {term}" }
    csv_gives(term) { es: "Da: {term}", en: "Gives: {term}" }
    csv_by_formula { es: "Por la fórmula", en: "By the formula" }
    csv_before_rounding { es: "Antes de redondear", en: "Before rounding" }

    // Acts of the audit trail.
    act_keep { es: "Guardó un escenario de techos", en: "Kept a scenario of ceilings" }
    act_share { es: "Compartió un escenario", en: "Shared a scenario" }
    act_discard { es: "Descartó un escenario", en: "Discarded a scenario" }
    act_certify { es: "Certificó la base de la bolsa", en: "Certified the pool's base" }
    act_entry { es: "Hizo un asiento en el libro de un techo", en: "Made an entry in the ledger of a ceiling" }
    act_transfer { es: "Trasladó dinero entre techos", en: "Transferred money between ceilings" }
}
