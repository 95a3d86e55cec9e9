//! Words of the tablet on which people vote at a desk, from the code to the next person.

messages! {
    title { es: "Votar en esta tableta", en: "Vote on this tablet" }
    lead {
        es: "Escriba el código que le dieron en la mesa. Sirve una sola vez.",
        mx: "Escriba el código que le dieron en la casilla. Sirve una sola vez.",
        en: "Type the code that you got at the desk. It works once only."
    }
    code { es: "Código", en: "Code" }
    code_hint { es: "Doce letras y números: 0 a 9 y A a F. Los guiones no hacen falta.", en: "Twelve letters and digits: 0 to 9 and A to F. Hyphens are not needed." }
    enter { es: "Abrir el tarjetón", mx: "Abrir la boleta", en: "Open the ballot" }
    wrong {
        es: "Ese código no sirve. Revíselo y escríbalo otra vez. Si ya pasaron diez minutos, pida otro en la mesa.",
        mx: "Ese código no sirve. Revíselo y escríbalo otra vez. Si ya pasaron diez minutos, pida otro en la casilla.",
        en: "That code does not work. Check it and type it again. After ten minutes, ask for another at the desk."
    }
    not_looked_up {
        es: "Hubo un problema nuestro y no pudimos mirar el código. Escríbalo otra vez; si no sirve, pida otro en la mesa.",
        mx: "Hubo un problema nuestro y no pudimos revisar el código. Escríbalo otra vez; si no sirve, pida otro en la casilla.",
        en: "Something failed on our side and the code could not be looked up. Type it again; if it does not work, ask the desk for another one."
    }
    lapsed {
        es: "El código ya no sirve en esta tableta. Avise en la mesa: allá saben si su voto quedó en la urna o le dan otro código.",
        mx: "El código ya no sirve en esta tableta. Avise en la casilla: allá saben si su voto quedó en la urna o le dan otro código.",
        en: "The code works no more on this tablet. Tell the desk: they know whether your vote is in the urn, or give you another code."
    }
    already_voted {
        es: "Usted ya había votado, así que este voto no se depositó. Pregunte en la mesa por qué canal.",
        mx: "Usted ya había votado, así que este voto no se depositó. Pregunte en la casilla por qué canal.",
        en: "You had voted before, so this vote was not cast. Ask at the desk by which channel."
    }
    refused {
        es: "Ahora no puede votar aquí. Pregunte en la mesa qué pasó.",
        mx: "Ahora no puede votar aquí. Pregunte en la casilla qué pasó.",
        en: "You cannot vote here now. Ask at the desk what happened."
    }
    used { es: "Con este código ya se depositó un voto: está en la urna.", en: "A vote was cast with this code: it is in the urn." }
    closed { es: "La urna de su territorio ya está sellada: nadie más vota.", en: "The urn of your territory is sealed: nobody votes any more." }
    failed {
        es: "Algo falló y no sabemos si su voto quedó. Pulse el botón otra vez: si ya quedó, no se deposita dos veces.",
        en: "Something failed and we do not know whether your vote was kept. Press the button again: if it was, it is not cast twice."
    }
    signed_in {
        es: "En este navegador hay una sesión abierta. Ciérrela antes de usarlo como tableta: quien vota no debe ver nada de otra persona.",
        en: "Somebody is signed in on this browser. Sign out before using it as a tablet: whoever votes must see nothing of anybody else."
    }
    unheard_lead {
        es: "La respuesta no alcanzó a llegar a esta tableta. Pulse el botón para ver su comprobante: el voto no se deposita dos veces.",
        en: "The answer did not reach this tablet. Press the button to see your receipt: the vote is not cast twice."
    }
    unheard_show { es: "Ver mi comprobante", en: "See my receipt" }
    leave { es: "Salir sin votar", en: "Leave without voting" }
    done_title { es: "Su voto quedó en la urna", en: "Your vote is in the urn" }
    done_detail {
        es: "La lista dice que usted votó en esta mesa. La urna guarda su voto sin su nombre y sin la hora: nadie puede unirlos.",
        mx: "La lista dice que usted votó en esta casilla. La urna guarda su voto sin su nombre y sin la hora: nadie puede unirlos.",
        en: "The list says that you voted at this desk. The urn keeps your vote without your name and without the time: nobody can put them together."
    }
    copy { es: "Anote o fotografíe el código antes de terminar. No se lo muestre a nadie.", en: "Write the code down or photograph it before you finish. Show it to nobody." }
    copy_all { es: "Anote o fotografíe los códigos antes de terminar. No se los muestre a nadie.", en: "Write the codes down or photograph them before you finish. Show them to nobody." }
    finish { es: "Para terminar", en: "Finish" }
    finish_hint { es: "Borra todo de esta pantalla para la persona que sigue.", en: "Clears everything from this screen for the next person." }
}
