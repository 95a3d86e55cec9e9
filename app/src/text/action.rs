//! What the domain's actions are called, as something that one does.

use shared::{locale::Locale, permission::Action};

messages! {
    withdraw_idea { es: "Retirar una idea propia", en: "Take back an own idea" }
    propose_idea { es: "Proponer ideas", en: "Propose ideas" }
    review_proposal { es: "Revisar ideas", en: "Review ideas" }
    vote { es: "Votar", en: "Vote" }
    count_votes { es: "Contar los votos", en: "Count the votes" }
    set_ceilings { es: "Fijar los techos", en: "Set the ceilings" }
    change_calendar { es: "Cambiar las fases", en: "Change the phases" }
    manage_territories { es: "Cambiar los territorios", en: "Change the territories" }
    view_audit { es: "Ver la auditoría", en: "See the audit trail" }
    suspend_tenant { es: "Suspender el sitio", en: "Suspend the site" }
    support { es: "Apoyar ideas", en: "Support ideas" }
    comment { es: "Comentar", en: "Comment" }
    group_ideas { es: "Agrupar ideas", en: "Group ideas" }
    moderate { es: "Moderar", en: "Moderate" }
    record_meeting { es: "Registrar talleres y asambleas", en: "Record meetings" }
    attend { es: "Asistir", en: "Attend" }
    observe { es: "Observar", en: "Observe" }
    formulate { es: "Formular proyectos", en: "Formulate projects" }
    estimate_cost { es: "Costear proyectos", en: "Estimate costs" }
    mend { es: "Subsanar propuestas", en: "Complete proposals" }
    appeal { es: "Pedir que se revise una decisión", en: "Appeal against a decision" }
    endorse { es: "Validar proyectos", en: "Endorse projects" }
    adjust { es: "Ajustar proyectos", en: "Adjust projects" }
    prioritise { es: "Priorizar", en: "Prioritise" }
    certify_base { es: "Certificar la base de la bolsa", en: "Certify the pool's base" }
    propose_ceilings { es: "Proponer los techos", en: "Propose the ceilings" }
    approve_ballot { es: "Aprobar el tarjetón", mx: "Aprobar la boleta", en: "Approve the ballot" }
    number_ballot { es: "Numerar el tarjetón", mx: "Numerar la boleta", en: "Number the ballot" }
    publish { es: "Publicar", en: "Publish" }
    run_polling_place { es: "Atender una mesa de votación", mx: "Atender una casilla", en: "Run a polling place" }
    publish_results { es: "Publicar los resultados", en: "Publish the results" }
    object { es: "Reclamar por los resultados", en: "Object to the results" }
    sign_minutes { es: "Firmar el acta", en: "Sign the minutes" }
    sign_commitments { es: "Firmar los compromisos", en: "Sign the commitments" }
    contract { es: "Contratar las obras", en: "Contract the works" }
    report_progress { es: "Reportar avances", en: "Report progress" }
    inspect { es: "Verificar las obras", en: "Inspect the works" }
    rate_quality { es: "Calificar las obras", en: "Rate the works" }
    answer { es: "Responder", en: "Answer" }
    convene { es: "Convocar", en: "Convene" }
    join_body { es: "Inscribirse al comité", en: "Stand for the committee" }
    give_opinion { es: "Dar concepto", en: "Give an opinion" }
    draft_agreement { es: "Redactar el acuerdo", en: "Draft the agreement" }
    spread_call { es: "Difundir la convocatoria", en: "Spread the call" }
    request_information { es: "Solicitar información", en: "Request information" }
    complain { es: "Presentar quejas", en: "Complain" }
    manage_rules { es: "Gestionar el reglamento", en: "Manage the rules" }
    adopt_act { es: "Adoptar actos", en: "Adopt acts" }
    hold_draw { es: "Celebrar el sorteo público", en: "Hold the public draw" }
    manage_bodies { es: "Gestionar las instancias", en: "Manage the bodies" }
    manage_rolls { es: "Cargar y corregir padrones", en: "Load and correct rolls" }
    approve_rolls { es: "Aprobar padrones", en: "Approve rolls" }
    manage_desks { es: "Abrir puestos y mesas de votación", mx: "Abrir centros y casillas de votación", en: "Open polling places and desks" }
    review_signals { es: "Revisar las señales de la votación", en: "Look into the signals of the vote" }
    enter_paper { es: "Llevar los votos en papel de la mesa a la urna", mx: "Llevar los votos en papel de la casilla a la urna", en: "Take the votes on paper from the desk to the urn" }
    answer_claims { es: "Atender reclamos sobre datos personales", mx: "Atender solicitudes sobre datos personales", en: "Answer claims on personal data" }
    hold_session { es: "Sesionar", en: "Hold sessions" }
    select_municipalities { es: "Seleccionar municipios", en: "Choose municipalities" }
}

/// What an action is called.
pub const fn name(locale: Locale, action: Action) -> &'static str {
    match action {
        Action::WithdrawIdea => withdraw_idea(locale),
        Action::ProposeIdea => propose_idea(locale),
        Action::ReviewProposal => review_proposal(locale),
        Action::Vote => vote(locale),
        Action::CountVotes => count_votes(locale),
        Action::SetCeilings => set_ceilings(locale),
        Action::ChangeCalendar => change_calendar(locale),
        Action::ManageTerritories => manage_territories(locale),
        Action::ViewAudit => view_audit(locale),
        Action::SuspendTenant => suspend_tenant(locale),
        Action::Support => support(locale),
        Action::Comment => comment(locale),
        Action::GroupIdeas => group_ideas(locale),
        Action::Moderate => moderate(locale),
        Action::RecordMeeting => record_meeting(locale),
        Action::Attend => attend(locale),
        Action::Observe => observe(locale),
        Action::Formulate => formulate(locale),
        Action::EstimateCost => estimate_cost(locale),
        Action::Mend => mend(locale),
        Action::Appeal => appeal(locale),
        Action::Endorse => endorse(locale),
        Action::Adjust => adjust(locale),
        Action::Prioritise => prioritise(locale),
        Action::CertifyBase => certify_base(locale),
        Action::ProposeCeilings => propose_ceilings(locale),
        Action::ApproveBallot => approve_ballot(locale),
        Action::NumberBallot => number_ballot(locale),
        Action::Publish => publish(locale),
        Action::RunPollingPlace => run_polling_place(locale),
        Action::PublishResults => publish_results(locale),
        Action::Object => object(locale),
        Action::SignMinutes => sign_minutes(locale),
        Action::SignCommitments => sign_commitments(locale),
        Action::Contract => contract(locale),
        Action::ReportProgress => report_progress(locale),
        Action::Inspect => inspect(locale),
        Action::RateQuality => rate_quality(locale),
        Action::Answer => answer(locale),
        Action::Convene => convene(locale),
        Action::JoinBody => join_body(locale),
        Action::GiveOpinion => give_opinion(locale),
        Action::DraftAgreement => draft_agreement(locale),
        Action::SpreadCall => spread_call(locale),
        Action::RequestInformation => request_information(locale),
        Action::Complain => complain(locale),
        Action::ManageRules => manage_rules(locale),
        Action::AdoptAct => adopt_act(locale),
        Action::HoldDraw => hold_draw(locale),
        Action::ManageBodies => manage_bodies(locale),
        Action::ManageRolls => manage_rolls(locale),
        Action::ApproveRolls => approve_rolls(locale),
        Action::AnswerClaims => answer_claims(locale),
        Action::ManageDesks => manage_desks(locale),
        Action::ReviewSignals => review_signals(locale),
        Action::EnterPaper => enter_paper(locale),
        Action::HoldSession => hold_session(locale),
        Action::SelectMunicipalities => select_municipalities(locale),
    }
}
