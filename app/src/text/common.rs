//! Words that every page shares.

messages! {
    product { es: "Convite", en: "Convite" }
    programme { es: "Presupuesto participativo", en: "Participatory budgeting" }
    observatory { es: "Observatorio de presupuestos participativos", en: "Observatory of participatory budgets" }
    platform_tagline { es: "Presupuestos participativos y planeación local", en: "Participatory budgets and local planning" }
    official_site(name) { es: "Sitio oficial · {name}", en: "Official site · {name}" }
    skip_to_content { es: "Saltar al contenido", en: "Skip to content" }
    main_navigation { es: "Principal", en: "Main" }
    footer_navigation { es: "Pie de página", en: "Footer" }
    breadcrumbs { es: "Ruta", en: "Path" }
    menu { es: "Menú", en: "Menu" }
    home { es: "Inicio", en: "Home" }
    territories { es: "Territorios", en: "Territories" }
    results { es: "Resultados", en: "Results" }
    review { es: "Revisión", en: "Review" }
    administration { es: "Administración", en: "Administration" }
    operation { es: "Operación", en: "Operation" }
    my_participation { es: "Mi participación", en: "My participation" }
    sign_in { es: "Ingresar", en: "Sign in" }
    sign_out { es: "Salir", en: "Sign out" }
    all_sites { es: "Todos los sitios", en: "All sites" }
    demonstration { es: "Sitio de demostración.", en: "Demonstration site." }
    demonstration_detail {
        es: "Las ideas, los costos y los votos son inventados.",
        en: "The ideas, the costs and the votes are made up."
    }
    display { es: "Presentación", en: "Display" }
    larger_text { es: "Texto más grande", en: "Larger text" }
    normal_text { es: "Texto normal", en: "Normal text" }
    more_contrast { es: "Más contraste", en: "More contrast" }
    normal_contrast { es: "Contraste normal", en: "Normal contrast" }
    language { es: "Idioma", en: "Language" }
    information { es: "Información", en: "Information" }
    done { es: "Listo", en: "Done" }
    attention { es: "Atención", en: "Attention" }
    error { es: "Error", en: "Error" }
    errors_to_mend_one { es: "Revise 1 respuesta", en: "Check 1 answer" }
    errors_to_mend(count) { es: "Revise {count} respuestas", en: "Check {count} answers" }
    unread_form {
        es: "No pudimos leer lo que envió y no se guardó nada. Esta es la página actual: inténtelo de nuevo.",
        en: "We could not read what you sent, and nothing was saved. This is the current page: please try again."
    }
    field_error(message) { es: "Error: {message}", en: "Error: {message}" }
    choose_file { es: "Un archivo de su equipo", en: "A file of yours" }
    choose_file_hint {
        es: "Si escoge un archivo, cuenta él y no el texto de abajo.",
        en: "If you choose a file, it counts and the text below does not."
    }
    search { es: "Buscar", en: "Search" }
    previous { es: "Anteriores", en: "Previous" }
    next { es: "Siguientes", en: "Next" }
    pages { es: "Páginas", en: "Pages" }
    cancel { es: "Cancelar", en: "Cancel" }
    save { es: "Guardar", en: "Save" }
    total { es: "Total", en: "Total" }
    open_source {
        es: "Software libre con licencia AGPL-3.0",
        en: "Free software under the AGPL-3.0 licence"
    }
    not_found_title { es: "No encontramos esta página", en: "We could not find this page" }
    not_found_detail {
        es: "Puede que la dirección tenga un error o que la página ya no exista. Desde el inicio puede llegar a todo.",
        en: "The address may have a mistake, or the page may be gone. From the home page you can reach everything."
    }
    forbidden_title { es: "Esta página no es para su rol", en: "This page is not for your role" }
    forbidden_detail(role) {
        es: "Para verla hay que tener el rol de {role} en este sitio. Si le corresponde, pídalo a quien administra el sitio.",
        en: "To see it you need the role of {role} on this site. If it is yours, ask whoever administers the site."
    }
    fault_title { es: "Algo falló de nuestro lado", en: "Something failed on our side" }
    fault_detail {
        es: "No se guardó nada a medias. Espere un momento y vuelva a intentarlo.",
        en: "Nothing was half saved. Wait a moment and try again."
    }
    unknown_host_title { es: "Aquí no hay ningún sitio", en: "There is no site here" }
    unknown_host_detail(host) {
        es: "Ningún municipio usa la dirección {host}. Busque el suyo en la página de todos los sitios.",
        en: "No municipality uses the address {host}. Look for yours on the page of all sites."
    }
    suspended_title(name) { es: "El sitio de {name} está suspendido", en: "The site of {name} is suspended" }
    suspended_detail {
        es: "Sus datos siguen guardados. Para saber cuándo vuelve, pregunte en la alcaldía.",
        mx: "Sus datos siguen guardados. Para saber cuándo vuelve, pregunte en el ayuntamiento.",
        en: "Its data is kept. To know when it is back, ask at the town hall."
    }
    too_many_title { es: "Demasiados intentos", en: "Too many attempts" }
    too_many_detail(seconds) {
        es: "Espere {seconds} segundos y vuelva a intentarlo.",
        en: "Wait {seconds} seconds and try again."
    }
    queue_title { es: "Hay muchas personas en este momento", en: "There are many people right now" }
    queue_detail(wait) {
        es: "Su turno está guardado. Falta más o menos: {wait}. Esta página se actualiza sola; si la cierra, puede volver y conserva su turno.",
        en: "Your place in line is kept. It takes about {wait}. This page refreshes by itself; if you close it, you can come back and keep your place."
    }
    queue_sent(wait) {
        es: "Lo que envió todavía no se recibió: si estaba votando, su voto aún no está en la urna. Su turno está guardado. Espere más o menos {wait}, recargue esta página y acepte enviar de nuevo; o vuelva atrás, donde está lo que escribió, y envíelo otra vez. Aunque lo envíe dos veces, su voto cuenta una sola vez.",
        en: "What you sent has not been received yet: if you were voting, your vote is not in the urn. Your place in line is kept. Wait about {wait}, reload this page and agree to send it again; or go back, where what you typed is, and send it once more. Even if you send it twice, your vote counts only once."
    }
    queue_seconds(seconds) { es: "{seconds} segundos", en: "{seconds} seconds" }
    queue_minute { es: "un minuto", en: "one minute" }
    queue_minutes(minutes) { es: "{minutes} minutos", en: "{minutes} minutes" }
    expired_form_title { es: "La página estaba vencida", en: "The page had expired" }
    expired_form_detail {
        es: "Por seguridad no guardamos nada. Vuelva a la página, cárguela de nuevo y repita lo que hacía.",
        en: "For safety nothing was saved. Go back, reload the page and repeat what you were doing."
    }
    too_large_title { es: "Es demasiado grande", en: "It is too large" }
    too_large_detail(megabytes) {
        es: "Lo que envió pesa más de {megabytes} MB y no guardamos nada. Vuelva a la página y envíe un archivo más pequeño.",
        en: "What you sent has more than {megabytes} MB and nothing was saved. Go back and send a smaller file."
    }
    sign_in_failed_title { es: "No pudimos completar el ingreso", en: "We could not complete the sign-in" }
    sign_in_failed_detail {
        es: "El ingreso venció o se interrumpió. Empiece de nuevo.",
        en: "The sign-in expired or was interrupted. Start again."
    }
    identity_unavailable_title {
        es: "El servicio de identidad no responde",
        en: "The identity service does not answer"
    }
    identity_unavailable_detail {
        es: "No depende de usted. Espere unos minutos y vuelva a intentarlo.",
        en: "It is not your fault. Wait a few minutes and try again."
    }
    signed_out_title { es: "Salió de su sesión", en: "You are signed out" }
    signed_out_detail {
        es: "Ahora cerramos también su sesión en el servicio de identidad.",
        en: "Now your session at the identity service is closed, too."
    }
    continue_there { es: "Continuar", en: "Continue" }
    unnamed_person { es: "Sin nombre", en: "No name" }
    start_again { es: "Ingresar de nuevo", en: "Sign in again" }
    back_home { es: "Ir al inicio", en: "Go home" }
    back { es: "Volver", en: "Go back" }
}
