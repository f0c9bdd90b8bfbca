




CREATE FUNCTION public.entry_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$;



CREATE FUNCTION public.mark_calendars() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ DECLARE written jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END; BEGIN INSERT INTO feed_mark (about, about_id) VALUES (TG_ARGV[0], (written ->> TG_ARGV[1])::integer); RETURN NULL; END $$;





CREATE TABLE public."case" (
    id integer NOT NULL,
    duty_id integer NOT NULL,
    plan_id integer NOT NULL,
    status character varying(32) NOT NULL,
    facts text NOT NULL,
    proposed_at character varying(32) NOT NULL,
    number character varying(40),
    year integer,
    serial integer,
    track character varying(32),
    basis text NOT NULL,
    "limit" date,
    supervising_unit character varying(120) NOT NULL,
    responsible character varying(120) NOT NULL,
    decided_by_id integer,
    decided_at character varying(32),
    opinion text NOT NULL,
    released_by_id integer,
    released_at character varying(32),
    release_opinion text NOT NULL,
    is_public boolean NOT NULL,
    reply text NOT NULL,
    replied_at character varying(32),
    checked_by_id integer,
    plan_text text,
    release_report_id integer,
    notice_from date,
    notice_until date,
    rebounds integer NOT NULL
);



CREATE SEQUENCE public.case_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.case_id_seq OWNED BY public."case".id;



CREATE TABLE public.case_measure (
    id integer NOT NULL,
    case_id integer NOT NULL,
    "position" integer NOT NULL,
    text text NOT NULL,
    standard text NOT NULL,
    due date NOT NULL,
    responsible character varying(120) NOT NULL,
    is_current boolean NOT NULL
);



CREATE SEQUENCE public.case_measure_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.case_measure_id_seq OWNED BY public.case_measure.id;



CREATE TABLE public.chain_head (
    id integer NOT NULL,
    count integer NOT NULL,
    digest character varying(64) NOT NULL
);



CREATE SEQUENCE public.chain_head_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.chain_head_id_seq OWNED BY public.chain_head.id;



CREATE TABLE public.channel (
    id integer NOT NULL,
    name character varying(80) NOT NULL,
    platform character varying(32) NOT NULL,
    address text NOT NULL,
    tail character varying(8) NOT NULL,
    secret text NOT NULL,
    keywords text NOT NULL,
    plan_id integer,
    unit_id integer,
    audience character varying(32),
    is_active boolean NOT NULL,
    is_practice boolean NOT NULL,
    broken_since character varying(32),
    pause_until character varying(32),
    last_sent_at character varying(32),
    last_success_at character varying(32),
    last_error text NOT NULL,
    created_at character varying(32) NOT NULL
);



CREATE SEQUENCE public.channel_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.channel_id_seq OWNED BY public.channel.id;



CREATE TABLE public.day_rule (
    day date NOT NULL,
    works boolean NOT NULL,
    note character varying(120) NOT NULL
);



CREATE TABLE public.dispatch (
    id integer NOT NULL,
    channel_id integer NOT NULL,
    kind character varying(16) NOT NULL,
    event character varying(32),
    form character varying(16) NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    link text NOT NULL,
    duty_ids text NOT NULL,
    once character varying(80),
    state character varying(32) NOT NULL,
    tries integer NOT NULL,
    parts_sent integer NOT NULL,
    next_at character varying(32) NOT NULL,
    lease_until character varying(32),
    claimed_by character varying(64) NOT NULL,
    code character varying(32) NOT NULL,
    answer text NOT NULL,
    remedy text NOT NULL,
    created_at character varying(32) NOT NULL,
    done_at character varying(32),
    replaces_id integer
);



CREATE SEQUENCE public.dispatch_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.dispatch_id_seq OWNED BY public.dispatch.id;



CREATE TABLE public.duty (
    id integer NOT NULL,
    plan_id integer NOT NULL,
    task_id integer NOT NULL,
    unit_id integer NOT NULL,
    collective_id integer,
    kind character varying(32) NOT NULL,
    period character varying(32) NOT NULL,
    window_open date,
    due_original date,
    due date,
    why text NOT NULL,
    status character varying(32) NOT NULL,
    is_exempt boolean NOT NULL,
    admitted_on date NOT NULL,
    waiting_since date,
    reopened integer NOT NULL,
    closed_at character varying(32),
    next_look_on date,
    revision integer NOT NULL
);



CREATE SEQUENCE public.duty_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.duty_id_seq OWNED BY public.duty.id;



CREATE TABLE public.entry (
    id integer NOT NULL,
    at character varying(32) NOT NULL,
    actor_id integer,
    actor_name character varying(80) NOT NULL,
    verb character varying(40) NOT NULL,
    about character varying(40) NOT NULL,
    about_id integer NOT NULL,
    plan_id integer,
    words text NOT NULL,
    data text NOT NULL,
    previous character varying(64) NOT NULL,
    digest character varying(64) NOT NULL
);



CREATE SEQUENCE public.entry_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.entry_id_seq OWNED BY public.entry.id;



CREATE TABLE public.evidence (
    id integer NOT NULL,
    report_id integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    name character varying(255) NOT NULL,
    size integer NOT NULL,
    media_type character varying(120) NOT NULL
);



CREATE SEQUENCE public.evidence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.evidence_id_seq OWNED BY public.evidence.id;



CREATE TABLE public.exemption (
    id integer NOT NULL,
    task_id integer NOT NULL,
    unit_id integer NOT NULL,
    reason text NOT NULL,
    at character varying(32) NOT NULL,
    lifted_at character varying(32)
);



CREATE SEQUENCE public.exemption_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.exemption_id_seq OWNED BY public.exemption.id;



CREATE TABLE public.extension (
    id integer NOT NULL,
    duty_id integer NOT NULL,
    asked_by_id integer NOT NULL,
    asked_at character varying(32) NOT NULL,
    due_then date NOT NULL,
    until date NOT NULL,
    done_so_far text NOT NULL,
    reason text NOT NULL,
    plan text NOT NULL,
    status character varying(32) NOT NULL,
    decided_by_id integer,
    decided_at character varying(32),
    granted_until date,
    opinion text NOT NULL,
    doc_no character varying(80) NOT NULL
);



CREATE SEQUENCE public.extension_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.extension_id_seq OWNED BY public.extension.id;



CREATE TABLE public.feed (
    id integer NOT NULL,
    kind character varying(16) NOT NULL,
    plan_id integer,
    unit_id integer,
    person_id integer,
    token_hash character varying(64) NOT NULL,
    tail character varying(8) NOT NULL,
    etag character varying(64) NOT NULL,
    changed_at character varying(32),
    created_at character varying(32) NOT NULL,
    last_used_at character varying(32),
    user_agent character varying(200) NOT NULL,
    revoked_at character varying(32),
    is_todo boolean DEFAULT false NOT NULL,
    alarm_days integer DEFAULT 0 NOT NULL,
    seen character varying(120) DEFAULT ''::character varying NOT NULL
);



CREATE TABLE public.feed_book (
    id integer NOT NULL,
    generation integer NOT NULL,
    origin character varying(64) NOT NULL
);



CREATE SEQUENCE public.feed_book_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.feed_book_id_seq OWNED BY public.feed_book.id;



CREATE SEQUENCE public.feed_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.feed_id_seq OWNED BY public.feed.id;



CREATE TABLE public.feed_item (
    uid character varying(120) NOT NULL,
    duty_id integer NOT NULL,
    unit_id integer NOT NULL,
    plan_id integer NOT NULL,
    due date NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    state character varying(16) NOT NULL,
    ended_on date,
    digest character varying(64) NOT NULL,
    dates_digest character varying(64) NOT NULL,
    sequence integer NOT NULL,
    last_modified character varying(32) NOT NULL,
    matter text NOT NULL
);



CREATE TABLE public.feed_mark (
    id integer NOT NULL,
    about character varying(16) NOT NULL,
    about_id integer NOT NULL
);



CREATE SEQUENCE public.feed_mark_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.feed_mark_id_seq OWNED BY public.feed_mark.id;



CREATE TABLE public.feed_text (
    variant character varying(16) NOT NULL,
    uid character varying(120) NOT NULL,
    item_digest character varying(64) NOT NULL,
    days character varying(32) NOT NULL,
    entry_digest character varying(64) NOT NULL,
    sequence integer NOT NULL,
    last_modified character varying(32) NOT NULL,
    digest character varying(64) NOT NULL,
    body bytea NOT NULL
);



CREATE TABLE public.indicator (
    id integer NOT NULL,
    task_id integer NOT NULL,
    "position" integer NOT NULL,
    name character varying(200) NOT NULL,
    comparison character varying(16) NOT NULL,
    value character varying(32) NOT NULL,
    upper character varying(32),
    unit character varying(32) NOT NULL,
    due date,
    quote text NOT NULL,
    doubts text NOT NULL,
    is_active boolean NOT NULL
);



CREATE SEQUENCE public.indicator_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.indicator_id_seq OWNED BY public.indicator.id;



CREATE TABLE public.indicator_value (
    id integer NOT NULL,
    report_id integer NOT NULL,
    indicator_id integer NOT NULL,
    value character varying(32) NOT NULL
);



CREATE SEQUENCE public.indicator_value_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.indicator_value_id_seq OWNED BY public.indicator_value.id;



CREATE TABLE public.membership (
    id integer NOT NULL,
    collective_id integer NOT NULL,
    member_id integer NOT NULL,
    certain boolean NOT NULL,
    valid_from date,
    valid_to date
);



CREATE SEQUENCE public.membership_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.membership_id_seq OWNED BY public.membership.id;



CREATE TABLE public.objection (
    id integer NOT NULL,
    duty_id integer NOT NULL,
    made_by_id integer NOT NULL,
    made_at character varying(32) NOT NULL,
    reason text NOT NULL,
    proposed_unit character varying(160) NOT NULL,
    status character varying(32) NOT NULL,
    decided_by_id integer,
    decided_at character varying(32),
    reply text NOT NULL
);



CREATE SEQUENCE public.objection_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.objection_id_seq OWNED BY public.objection.id;



CREATE TABLE public.person (
    id integer NOT NULL,
    username character varying(64) NOT NULL,
    name character varying(80) NOT NULL,
    role character varying(32) NOT NULL,
    unit_id integer,
    password_hash text NOT NULL,
    is_active boolean NOT NULL,
    is_demo boolean NOT NULL,
    created_at character varying(32) NOT NULL
);



CREATE SEQUENCE public.person_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;



CREATE TABLE public.plan (
    id integer NOT NULL,
    key character varying(64) NOT NULL,
    title text NOT NULL,
    doc_no character varying(80),
    issuers text NOT NULL,
    issued_on date,
    period_start date,
    period_end date,
    period_text character varying(120) NOT NULL,
    region character varying(120) NOT NULL,
    level character varying(8) NOT NULL,
    lead_rule character varying(32) NOT NULL,
    lead_rule_why text NOT NULL,
    publicity character varying(32) NOT NULL,
    is_comment_draft boolean NOT NULL,
    settings text NOT NULL,
    source_name character varying(200) NOT NULL,
    source_sha256 character varying(64) NOT NULL,
    admitted_at character varying(32) NOT NULL,
    predecessor_id integer,
    status character varying(32) NOT NULL,
    ended_on date
);



CREATE SEQUENCE public.plan_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.plan_id_seq OWNED BY public.plan.id;



CREATE TABLE public.report (
    id integer NOT NULL,
    duty_id integer NOT NULL,
    kind character varying(32) NOT NULL,
    author_id integer NOT NULL,
    progress text NOT NULL,
    problems text NOT NULL,
    next_steps text NOT NULL,
    approved_by_head character varying(80) NOT NULL,
    approved_on date,
    measure_id integer,
    standards text,
    status character varying(32) NOT NULL,
    submitted_at character varying(32) NOT NULL,
    reviewer_id integer,
    reviewed_at character varying(32),
    reason character varying(32),
    opinion text NOT NULL,
    answers text,
    redo_by date
);



CREATE TABLE public.report_draft (
    id integer NOT NULL,
    duty_id integer NOT NULL,
    person_id integer NOT NULL,
    "values" text NOT NULL,
    at character varying(32) NOT NULL
);



CREATE SEQUENCE public.report_draft_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.report_draft_id_seq OWNED BY public.report_draft.id;



CREATE SEQUENCE public.report_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.report_id_seq OWNED BY public.report.id;



CREATE TABLE public.said (
    key character varying(120) NOT NULL,
    duty_id integer NOT NULL,
    dispatch_id integer NOT NULL,
    at character varying(32) NOT NULL
);



CREATE TABLE public.schema_migration (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp without time zone NOT NULL
);



CREATE SEQUENCE public.schema_migration_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.schema_migration_id_seq OWNED BY public.schema_migration.id;



CREATE TABLE public.setting (
    key character varying(64) NOT NULL,
    value text NOT NULL
);



CREATE TABLE public.standing (
    id integer NOT NULL,
    task_id integer NOT NULL,
    unit_id integer NOT NULL,
    document text NOT NULL,
    since date NOT NULL,
    at character varying(32) NOT NULL
);



CREATE SEQUENCE public.standing_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.standing_id_seq OWNED BY public.standing.id;



CREATE TABLE public.task (
    id integer NOT NULL,
    plan_id integer NOT NULL,
    parent_id integer,
    "position" integer NOT NULL,
    list_name character varying(32) NOT NULL,
    no character varying(32) NOT NULL,
    "group" text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    text_as_read text,
    lead_rule character varying(32) NOT NULL,
    units_raw text NOT NULL,
    deadline_text text,
    deadline_kind character varying(32) NOT NULL,
    deadline_due date,
    deadline text NOT NULL,
    doubts text NOT NULL,
    source text NOT NULL,
    ancestor_id integer,
    outcome character varying(32),
    outcome_why text NOT NULL
);



CREATE SEQUENCE public.task_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.task_id_seq OWNED BY public.task.id;



CREATE TABLE public.task_unit (
    id integer NOT NULL,
    task_id integer NOT NULL,
    unit_id integer NOT NULL,
    role character varying(32) NOT NULL,
    "position" integer NOT NULL,
    as_written character varying(160) NOT NULL
);



CREATE SEQUENCE public.task_unit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.task_unit_id_seq OWNED BY public.task_unit.id;



CREATE TABLE public.unit (
    id integer NOT NULL,
    region character varying(120) NOT NULL,
    name character varying(120) NOT NULL,
    full_name character varying(160) NOT NULL,
    level character varying(8) NOT NULL,
    function character varying(60) NOT NULL,
    is_collective boolean NOT NULL
);



CREATE TABLE public.unit_alias (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    alias character varying(160) NOT NULL,
    valid_from date,
    valid_to date
);



CREATE SEQUENCE public.unit_alias_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.unit_alias_id_seq OWNED BY public.unit_alias.id;



CREATE SEQUENCE public.unit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.unit_id_seq OWNED BY public.unit.id;



CREATE TABLE public.verification (
    id integer NOT NULL,
    case_id integer NOT NULL,
    day date NOT NULL,
    place character varying(200) NOT NULL,
    method character varying(200) NOT NULL,
    findings text NOT NULL,
    passed boolean NOT NULL,
    recorded_by_id integer NOT NULL,
    at character varying(32) NOT NULL,
    is_current boolean NOT NULL
);



CREATE SEQUENCE public.verification_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.verification_id_seq OWNED BY public.verification.id;



CREATE TABLE public.verifier (
    id integer NOT NULL,
    verification_id integer NOT NULL,
    person_id integer NOT NULL
);



CREATE SEQUENCE public.verifier_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.verifier_id_seq OWNED BY public.verifier.id;



ALTER TABLE ONLY public."case" ALTER COLUMN id SET DEFAULT nextval('public.case_id_seq'::regclass);



ALTER TABLE ONLY public.case_measure ALTER COLUMN id SET DEFAULT nextval('public.case_measure_id_seq'::regclass);



ALTER TABLE ONLY public.chain_head ALTER COLUMN id SET DEFAULT nextval('public.chain_head_id_seq'::regclass);



ALTER TABLE ONLY public.channel ALTER COLUMN id SET DEFAULT nextval('public.channel_id_seq'::regclass);



ALTER TABLE ONLY public.dispatch ALTER COLUMN id SET DEFAULT nextval('public.dispatch_id_seq'::regclass);



ALTER TABLE ONLY public.duty ALTER COLUMN id SET DEFAULT nextval('public.duty_id_seq'::regclass);



ALTER TABLE ONLY public.entry ALTER COLUMN id SET DEFAULT nextval('public.entry_id_seq'::regclass);



ALTER TABLE ONLY public.evidence ALTER COLUMN id SET DEFAULT nextval('public.evidence_id_seq'::regclass);



ALTER TABLE ONLY public.exemption ALTER COLUMN id SET DEFAULT nextval('public.exemption_id_seq'::regclass);



ALTER TABLE ONLY public.extension ALTER COLUMN id SET DEFAULT nextval('public.extension_id_seq'::regclass);



ALTER TABLE ONLY public.feed ALTER COLUMN id SET DEFAULT nextval('public.feed_id_seq'::regclass);



ALTER TABLE ONLY public.feed_book ALTER COLUMN id SET DEFAULT nextval('public.feed_book_id_seq'::regclass);



ALTER TABLE ONLY public.feed_mark ALTER COLUMN id SET DEFAULT nextval('public.feed_mark_id_seq'::regclass);



ALTER TABLE ONLY public.indicator ALTER COLUMN id SET DEFAULT nextval('public.indicator_id_seq'::regclass);



ALTER TABLE ONLY public.indicator_value ALTER COLUMN id SET DEFAULT nextval('public.indicator_value_id_seq'::regclass);



ALTER TABLE ONLY public.membership ALTER COLUMN id SET DEFAULT nextval('public.membership_id_seq'::regclass);



ALTER TABLE ONLY public.objection ALTER COLUMN id SET DEFAULT nextval('public.objection_id_seq'::regclass);



ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);



ALTER TABLE ONLY public.plan ALTER COLUMN id SET DEFAULT nextval('public.plan_id_seq'::regclass);



ALTER TABLE ONLY public.report ALTER COLUMN id SET DEFAULT nextval('public.report_id_seq'::regclass);



ALTER TABLE ONLY public.report_draft ALTER COLUMN id SET DEFAULT nextval('public.report_draft_id_seq'::regclass);



ALTER TABLE ONLY public.schema_migration ALTER COLUMN id SET DEFAULT nextval('public.schema_migration_id_seq'::regclass);



ALTER TABLE ONLY public.standing ALTER COLUMN id SET DEFAULT nextval('public.standing_id_seq'::regclass);



ALTER TABLE ONLY public.task ALTER COLUMN id SET DEFAULT nextval('public.task_id_seq'::regclass);



ALTER TABLE ONLY public.task_unit ALTER COLUMN id SET DEFAULT nextval('public.task_unit_id_seq'::regclass);



ALTER TABLE ONLY public.unit ALTER COLUMN id SET DEFAULT nextval('public.unit_id_seq'::regclass);



ALTER TABLE ONLY public.unit_alias ALTER COLUMN id SET DEFAULT nextval('public.unit_alias_id_seq'::regclass);



ALTER TABLE ONLY public.verification ALTER COLUMN id SET DEFAULT nextval('public.verification_id_seq'::regclass);



ALTER TABLE ONLY public.verifier ALTER COLUMN id SET DEFAULT nextval('public.verifier_id_seq'::regclass);









INSERT INTO public.chain_head VALUES (1, 4, 'ae83d6e8d83771cf099a81a3adbe29620084397d34a8a7f0d94e2a28295d8bec');



INSERT INTO public.channel VALUES (1, '演示群', 'wecom', 'gAAAAABrAn6VcdLKZ9BdFNke2kPVfUDxCcr9YUmrxbt1wrVqkBJYaAsn53ivcbuUxgx4fjbWkT0rNjrbOGAfV2ifHYxA6k7z9ZOrrD32ebGB5q0uOPrgwFsM5pkkpKpdMDiZMVnspd71pW0GocFI5IQ2EVqXlANcZQ==', 'ey-1', '', '[]', NULL, NULL, NULL, true, false, NULL, NULL, NULL, NULL, '', '2026-11-22T05:33:09.914604Z');









INSERT INTO public.duty VALUES (1, 1, 1, 1, NULL, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (2, 1, 1, 3, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (3, 1, 1, 4, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (4, 1, 1, 5, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (5, 1, 1, 6, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (6, 1, 1, 7, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (7, 1, 1, 8, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (8, 1, 1, 9, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (9, 1, 1, 10, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (10, 1, 1, 11, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (11, 1, 1, 12, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (12, 1, 1, 13, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (13, 1, 1, 14, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (14, 1, 2, 1, NULL, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (15, 1, 2, 3, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (16, 1, 2, 4, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (17, 1, 2, 5, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (18, 1, 2, 6, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (19, 1, 2, 7, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (20, 1, 2, 8, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (21, 1, 2, 9, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (22, 1, 2, 10, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (23, 1, 2, 11, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (24, 1, 2, 12, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (25, 1, 2, 13, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (26, 1, 2, 14, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (27, 1, 3, 1, NULL, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (28, 1, 3, 3, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (29, 1, 3, 4, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (30, 1, 3, 5, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (31, 1, 3, 6, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (32, 1, 3, 7, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (33, 1, 3, 8, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (34, 1, 3, 9, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (35, 1, 3, 10, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (36, 1, 3, 11, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (37, 1, 3, 12, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (38, 1, 3, 13, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (39, 1, 3, 14, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (40, 1, 4, 1, NULL, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (41, 1, 4, 3, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (42, 1, 4, 4, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (43, 1, 4, 5, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (44, 1, 4, 6, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (45, 1, 4, 7, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (46, 1, 4, 8, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (47, 1, 4, 9, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (48, 1, 4, 10, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (49, 1, 4, 11, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (50, 1, 4, 12, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (51, 1, 4, 13, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (52, 1, 4, 14, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (53, 1, 5, 1, NULL, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (54, 1, 5, 3, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (55, 1, 5, 4, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (56, 1, 5, 5, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (57, 1, 5, 6, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (58, 1, 5, 7, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (59, 1, 5, 8, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (60, 1, 5, 9, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (61, 1, 5, 10, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (62, 1, 5, 11, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (63, 1, 5, 12, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (64, 1, 5, 13, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (65, 1, 5, 14, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (66, 1, 6, 1, NULL, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (67, 1, 6, 3, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (68, 1, 6, 4, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (69, 1, 6, 5, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (70, 1, 6, 6, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (71, 1, 6, 7, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (72, 1, 6, 8, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (73, 1, 6, 9, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (74, 1, 6, 10, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (75, 1, 6, 11, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (76, 1, 6, 12, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (77, 1, 6, 13, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (78, 1, 6, 14, 2, 'closing', 'undated', NULL, NULL, NULL, '["原文有两种读法，请核定", "没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (79, 1, 7, 1, NULL, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (80, 1, 7, 3, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (81, 1, 7, 4, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (82, 1, 7, 5, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (83, 1, 7, 6, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (84, 1, 7, 7, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (85, 1, 7, 8, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (86, 1, 7, 9, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (87, 1, 7, 10, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (88, 1, 7, 11, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (89, 1, 7, 12, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (90, 1, 7, 13, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (91, 1, 7, 14, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (92, 1, 8, 1, NULL, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (93, 1, 8, 3, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (94, 1, 8, 4, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (95, 1, 8, 5, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (96, 1, 8, 6, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (97, 1, 8, 7, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (98, 1, 8, 8, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (99, 1, 8, 9, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (100, 1, 8, 10, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (101, 1, 8, 11, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (102, 1, 8, 12, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (103, 1, 8, 13, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (104, 1, 8, 14, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (105, 1, 9, 1, NULL, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (106, 1, 9, 3, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (107, 1, 9, 4, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (108, 1, 9, 5, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (109, 1, 9, 6, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (110, 1, 9, 7, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (111, 1, 9, 8, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (112, 1, 9, 9, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (113, 1, 9, 10, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (114, 1, 9, 11, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (115, 1, 9, 12, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (116, 1, 9, 13, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (117, 1, 9, 14, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (118, 1, 10, 1, NULL, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (119, 1, 10, 3, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (120, 1, 10, 4, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (121, 1, 10, 5, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (122, 1, 10, 6, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (123, 1, 10, 7, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (124, 1, 10, 8, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (125, 1, 10, 9, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (126, 1, 10, 10, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (127, 1, 10, 11, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (128, 1, 10, 12, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (129, 1, 10, 13, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);
INSERT INTO public.duty VALUES (130, 1, 10, 14, 2, 'closing', 'undated', NULL, NULL, NULL, '["没有日期", "可能沿用上行时限，请核定", "可否以方案期末为时限，请核定", "列入台账时方案期已满，只收官，不补报以往各期", "原文没有写时限，可否以方案期末2024-12-31为时限，请核定。", "方案期已于2024-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。", "所以没有日期，不催办，随时可以报进展。"]', 'active', false, '2026-11-22', NULL, 0, NULL, NULL, 0);



INSERT INTO public.entry VALUES (1, '2026-11-22T05:33:06.453810Z', NULL, '系统', '立项', 'plan', 1, 1, '《江西省特殊教育质量提升年实施方案》列入台账：10 项任务，130 件责任事项', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '87a640cbaf907c90136324c5f3565109dc2537e76f04d215ad6204fa6ba536b9');
INSERT INTO public.entry VALUES (2, '2026-11-22T05:33:08.254790Z', NULL, '系统', '增加人员', 'person', 1, NULL, '督查员', '{}', '87a640cbaf907c90136324c5f3565109dc2537e76f04d215ad6204fa6ba536b9', '3b7c47acd18cd20174aebf05f0850edf9a63d1704cbb6f372fbc09d4f346004c');
INSERT INTO public.entry VALUES (3, '2026-11-22T05:33:09.914604Z', NULL, '系统', '登记通道', 'channel', 1, NULL, '企业微信 演示群 …ey-1', '{}', '3b7c47acd18cd20174aebf05f0850edf9a63d1704cbb6f372fbc09d4f346004c', 'a2a35464b64786a4420204e770f581b9795196d73a85dca9fb9082456ce64acc');
INSERT INTO public.entry VALUES (4, '2026-11-22T05:33:11.195201Z', NULL, '系统', '新建订阅', 'feed', 1, 1, '单位', '{}', 'a2a35464b64786a4420204e770f581b9795196d73a85dca9fb9082456ce64acc', 'ae83d6e8d83771cf099a81a3adbe29620084397d34a8a7f0d94e2a28295d8bec');












INSERT INTO public.feed VALUES (1, 'unit', 1, 1, NULL, '7221cdb04168e00f6cc7685a9cdf2fe2fca246d8cb722e14c4e24602d21290f3', '89Lg', '', NULL, '2026-11-22T05:33:11.195201Z', NULL, '', NULL, false, 0, '');



INSERT INTO public.feed_book VALUES (1, 1, '');






INSERT INTO public.feed_mark VALUES (1, 'all', 0);
INSERT INTO public.feed_mark VALUES (2, 'plan', 1);
INSERT INTO public.feed_mark VALUES (3, 'unit', 1);
INSERT INTO public.feed_mark VALUES (4, 'unit', 2);
INSERT INTO public.feed_mark VALUES (5, 'unit', 3);
INSERT INTO public.feed_mark VALUES (6, 'unit', 4);
INSERT INTO public.feed_mark VALUES (7, 'unit', 5);
INSERT INTO public.feed_mark VALUES (8, 'unit', 6);
INSERT INTO public.feed_mark VALUES (9, 'unit', 7);
INSERT INTO public.feed_mark VALUES (10, 'unit', 8);
INSERT INTO public.feed_mark VALUES (11, 'unit', 9);
INSERT INTO public.feed_mark VALUES (12, 'unit', 10);
INSERT INTO public.feed_mark VALUES (13, 'unit', 11);
INSERT INTO public.feed_mark VALUES (14, 'unit', 12);
INSERT INTO public.feed_mark VALUES (15, 'unit', 13);
INSERT INTO public.feed_mark VALUES (16, 'unit', 14);
INSERT INTO public.feed_mark VALUES (17, 'task', 1);
INSERT INTO public.feed_mark VALUES (18, 'task', 2);
INSERT INTO public.feed_mark VALUES (19, 'task', 3);
INSERT INTO public.feed_mark VALUES (20, 'task', 4);
INSERT INTO public.feed_mark VALUES (21, 'task', 5);
INSERT INTO public.feed_mark VALUES (22, 'task', 6);
INSERT INTO public.feed_mark VALUES (23, 'task', 7);
INSERT INTO public.feed_mark VALUES (24, 'task', 8);
INSERT INTO public.feed_mark VALUES (25, 'task', 9);
INSERT INTO public.feed_mark VALUES (26, 'task', 10);
INSERT INTO public.feed_mark VALUES (27, 'duty', 1);
INSERT INTO public.feed_mark VALUES (28, 'duty', 2);
INSERT INTO public.feed_mark VALUES (29, 'duty', 3);
INSERT INTO public.feed_mark VALUES (30, 'duty', 4);
INSERT INTO public.feed_mark VALUES (31, 'duty', 5);
INSERT INTO public.feed_mark VALUES (32, 'duty', 6);
INSERT INTO public.feed_mark VALUES (33, 'duty', 7);
INSERT INTO public.feed_mark VALUES (34, 'duty', 8);
INSERT INTO public.feed_mark VALUES (35, 'duty', 9);
INSERT INTO public.feed_mark VALUES (36, 'duty', 10);
INSERT INTO public.feed_mark VALUES (37, 'duty', 11);
INSERT INTO public.feed_mark VALUES (38, 'duty', 12);
INSERT INTO public.feed_mark VALUES (39, 'duty', 13);
INSERT INTO public.feed_mark VALUES (40, 'duty', 14);
INSERT INTO public.feed_mark VALUES (41, 'duty', 15);
INSERT INTO public.feed_mark VALUES (42, 'duty', 16);
INSERT INTO public.feed_mark VALUES (43, 'duty', 17);
INSERT INTO public.feed_mark VALUES (44, 'duty', 18);
INSERT INTO public.feed_mark VALUES (45, 'duty', 19);
INSERT INTO public.feed_mark VALUES (46, 'duty', 20);
INSERT INTO public.feed_mark VALUES (47, 'duty', 21);
INSERT INTO public.feed_mark VALUES (48, 'duty', 22);
INSERT INTO public.feed_mark VALUES (49, 'duty', 23);
INSERT INTO public.feed_mark VALUES (50, 'duty', 24);
INSERT INTO public.feed_mark VALUES (51, 'duty', 25);
INSERT INTO public.feed_mark VALUES (52, 'duty', 26);
INSERT INTO public.feed_mark VALUES (53, 'duty', 27);
INSERT INTO public.feed_mark VALUES (54, 'duty', 28);
INSERT INTO public.feed_mark VALUES (55, 'duty', 29);
INSERT INTO public.feed_mark VALUES (56, 'duty', 30);
INSERT INTO public.feed_mark VALUES (57, 'duty', 31);
INSERT INTO public.feed_mark VALUES (58, 'duty', 32);
INSERT INTO public.feed_mark VALUES (59, 'duty', 33);
INSERT INTO public.feed_mark VALUES (60, 'duty', 34);
INSERT INTO public.feed_mark VALUES (61, 'duty', 35);
INSERT INTO public.feed_mark VALUES (62, 'duty', 36);
INSERT INTO public.feed_mark VALUES (63, 'duty', 37);
INSERT INTO public.feed_mark VALUES (64, 'duty', 38);
INSERT INTO public.feed_mark VALUES (65, 'duty', 39);
INSERT INTO public.feed_mark VALUES (66, 'duty', 40);
INSERT INTO public.feed_mark VALUES (67, 'duty', 41);
INSERT INTO public.feed_mark VALUES (68, 'duty', 42);
INSERT INTO public.feed_mark VALUES (69, 'duty', 43);
INSERT INTO public.feed_mark VALUES (70, 'duty', 44);
INSERT INTO public.feed_mark VALUES (71, 'duty', 45);
INSERT INTO public.feed_mark VALUES (72, 'duty', 46);
INSERT INTO public.feed_mark VALUES (73, 'duty', 47);
INSERT INTO public.feed_mark VALUES (74, 'duty', 48);
INSERT INTO public.feed_mark VALUES (75, 'duty', 49);
INSERT INTO public.feed_mark VALUES (76, 'duty', 50);
INSERT INTO public.feed_mark VALUES (77, 'duty', 51);
INSERT INTO public.feed_mark VALUES (78, 'duty', 52);
INSERT INTO public.feed_mark VALUES (79, 'duty', 53);
INSERT INTO public.feed_mark VALUES (80, 'duty', 54);
INSERT INTO public.feed_mark VALUES (81, 'duty', 55);
INSERT INTO public.feed_mark VALUES (82, 'duty', 56);
INSERT INTO public.feed_mark VALUES (83, 'duty', 57);
INSERT INTO public.feed_mark VALUES (84, 'duty', 58);
INSERT INTO public.feed_mark VALUES (85, 'duty', 59);
INSERT INTO public.feed_mark VALUES (86, 'duty', 60);
INSERT INTO public.feed_mark VALUES (87, 'duty', 61);
INSERT INTO public.feed_mark VALUES (88, 'duty', 62);
INSERT INTO public.feed_mark VALUES (89, 'duty', 63);
INSERT INTO public.feed_mark VALUES (90, 'duty', 64);
INSERT INTO public.feed_mark VALUES (91, 'duty', 65);
INSERT INTO public.feed_mark VALUES (92, 'duty', 66);
INSERT INTO public.feed_mark VALUES (93, 'duty', 67);
INSERT INTO public.feed_mark VALUES (94, 'duty', 68);
INSERT INTO public.feed_mark VALUES (95, 'duty', 69);
INSERT INTO public.feed_mark VALUES (96, 'duty', 70);
INSERT INTO public.feed_mark VALUES (97, 'duty', 71);
INSERT INTO public.feed_mark VALUES (98, 'duty', 72);
INSERT INTO public.feed_mark VALUES (99, 'duty', 73);
INSERT INTO public.feed_mark VALUES (100, 'duty', 74);
INSERT INTO public.feed_mark VALUES (101, 'duty', 75);
INSERT INTO public.feed_mark VALUES (102, 'duty', 76);
INSERT INTO public.feed_mark VALUES (103, 'duty', 77);
INSERT INTO public.feed_mark VALUES (104, 'duty', 78);
INSERT INTO public.feed_mark VALUES (105, 'duty', 79);
INSERT INTO public.feed_mark VALUES (106, 'duty', 80);
INSERT INTO public.feed_mark VALUES (107, 'duty', 81);
INSERT INTO public.feed_mark VALUES (108, 'duty', 82);
INSERT INTO public.feed_mark VALUES (109, 'duty', 83);
INSERT INTO public.feed_mark VALUES (110, 'duty', 84);
INSERT INTO public.feed_mark VALUES (111, 'duty', 85);
INSERT INTO public.feed_mark VALUES (112, 'duty', 86);
INSERT INTO public.feed_mark VALUES (113, 'duty', 87);
INSERT INTO public.feed_mark VALUES (114, 'duty', 88);
INSERT INTO public.feed_mark VALUES (115, 'duty', 89);
INSERT INTO public.feed_mark VALUES (116, 'duty', 90);
INSERT INTO public.feed_mark VALUES (117, 'duty', 91);
INSERT INTO public.feed_mark VALUES (118, 'duty', 92);
INSERT INTO public.feed_mark VALUES (119, 'duty', 93);
INSERT INTO public.feed_mark VALUES (120, 'duty', 94);
INSERT INTO public.feed_mark VALUES (121, 'duty', 95);
INSERT INTO public.feed_mark VALUES (122, 'duty', 96);
INSERT INTO public.feed_mark VALUES (123, 'duty', 97);
INSERT INTO public.feed_mark VALUES (124, 'duty', 98);
INSERT INTO public.feed_mark VALUES (125, 'duty', 99);
INSERT INTO public.feed_mark VALUES (126, 'duty', 100);
INSERT INTO public.feed_mark VALUES (127, 'duty', 101);
INSERT INTO public.feed_mark VALUES (128, 'duty', 102);
INSERT INTO public.feed_mark VALUES (129, 'duty', 103);
INSERT INTO public.feed_mark VALUES (130, 'duty', 104);
INSERT INTO public.feed_mark VALUES (131, 'duty', 105);
INSERT INTO public.feed_mark VALUES (132, 'duty', 106);
INSERT INTO public.feed_mark VALUES (133, 'duty', 107);
INSERT INTO public.feed_mark VALUES (134, 'duty', 108);
INSERT INTO public.feed_mark VALUES (135, 'duty', 109);
INSERT INTO public.feed_mark VALUES (136, 'duty', 110);
INSERT INTO public.feed_mark VALUES (137, 'duty', 111);
INSERT INTO public.feed_mark VALUES (138, 'duty', 112);
INSERT INTO public.feed_mark VALUES (139, 'duty', 113);
INSERT INTO public.feed_mark VALUES (140, 'duty', 114);
INSERT INTO public.feed_mark VALUES (141, 'duty', 115);
INSERT INTO public.feed_mark VALUES (142, 'duty', 116);
INSERT INTO public.feed_mark VALUES (143, 'duty', 117);
INSERT INTO public.feed_mark VALUES (144, 'duty', 118);
INSERT INTO public.feed_mark VALUES (145, 'duty', 119);
INSERT INTO public.feed_mark VALUES (146, 'duty', 120);
INSERT INTO public.feed_mark VALUES (147, 'duty', 121);
INSERT INTO public.feed_mark VALUES (148, 'duty', 122);
INSERT INTO public.feed_mark VALUES (149, 'duty', 123);
INSERT INTO public.feed_mark VALUES (150, 'duty', 124);
INSERT INTO public.feed_mark VALUES (151, 'duty', 125);
INSERT INTO public.feed_mark VALUES (152, 'duty', 126);
INSERT INTO public.feed_mark VALUES (153, 'duty', 127);
INSERT INTO public.feed_mark VALUES (154, 'duty', 128);
INSERT INTO public.feed_mark VALUES (155, 'duty', 129);
INSERT INTO public.feed_mark VALUES (156, 'duty', 130);






INSERT INTO public.indicator VALUES (1, 2, 1, '“建设示范性特殊教育资源中心”依标建设', 'at_least', '19', NULL, '所', NULL, '推动全省19所“建设示范性特殊教育资源中心”依标建设', '["原文只写了数，没有写“以上”或“以内”，按至少19所读，请核对。"]', true);






INSERT INTO public.membership VALUES (1, 2, 3, true, NULL, NULL);
INSERT INTO public.membership VALUES (2, 2, 4, true, NULL, NULL);
INSERT INTO public.membership VALUES (3, 2, 5, true, NULL, NULL);
INSERT INTO public.membership VALUES (4, 2, 6, true, NULL, NULL);
INSERT INTO public.membership VALUES (5, 2, 7, true, NULL, NULL);
INSERT INTO public.membership VALUES (6, 2, 8, true, NULL, NULL);
INSERT INTO public.membership VALUES (7, 2, 9, true, NULL, NULL);
INSERT INTO public.membership VALUES (8, 2, 10, true, NULL, NULL);
INSERT INTO public.membership VALUES (9, 2, 11, true, NULL, NULL);
INSERT INTO public.membership VALUES (10, 2, 12, true, NULL, NULL);
INSERT INTO public.membership VALUES (11, 2, 13, true, NULL, NULL);
INSERT INTO public.membership VALUES (12, 2, 14, true, NULL, NULL);






INSERT INTO public.person VALUES (1, 'ducha', '演示督查员', 'office', NULL, '$argon2id$v=19$m=19456,t=2,p=1$zYHL5M+qloc4tJn4TGAWOg$cnew3VPy9QkeHsX57z+DzVNfQplK1p9b94EC9UMf/E4', true, false, '2026-11-22T05:33:08.254790Z');



INSERT INTO public.plan VALUES (1, 'jiangxi-2023', '江西省特殊教育质量提升年实施方案', '赣教基字〔2023〕2号', '["江西省教育厅"]', '2023-02-16', '2023-01-01', '2024-12-31', '2023-2024年', '江西省', '省', 'issuer', '原文各项举措没有写责任单位，由印发单位江西省教育厅牵头；主送机关负责贯彻执行。', 'public', false, '{"addressed": [2], "reporting": {"after": 20, "days": [], "declared": false}}', '赣教基字〔2023〕2号.txt', 'eddbe629b8bd4ffa28e31ffb2add36c6694b6df1634c61ce1f870b5710dc3f69', '2026-11-22T05:33:06.453810Z', NULL, 'in_force', NULL);












INSERT INTO public.schema_migration VALUES (1, '0001_first_light', '2026-11-22 05:33:04.92263');
INSERT INTO public.schema_migration VALUES (2, '0003_calendar_ledger', '2026-11-22 05:33:04.964271');









INSERT INTO public.task VALUES (1, 1, NULL, 1, 'tasks', '（一）1', '（一）构建特殊教育评价体系', '制定江西省特殊教育质量评价实施办法', '制定江西省特殊教育质量评价实施办法。根据教育部《特殊教育办学质量评价指南》精神，遵循特殊儿童成长规律和特殊教育发展规律，出台并实施江西省特殊教育办学质量评价实施办法，努力构建以义务教育阶段为主、涵盖学前教育和高中阶段教育的特殊教育办学质量评价体系。', NULL, 'issuer', '', NULL, 'none', NULL, '{"alternatives": [], "basis": null, "count": null, "count_unit": null, "doubts": [], "due": null, "form": "blank", "kind": "none", "milestones": [], "rrule": null, "start": null, "until": null, "why": "原文未写时限"}', '[]', '{"column": null, "end": 832, "end_line": 77, "line": 70, "page": null, "paragraph": null, "row": null, "start": 700, "table": null}', NULL, NULL, '');
INSERT INTO public.task VALUES (2, 1, NULL, 2, 'tasks', '（一）2', '（一）构建特殊教育评价体系', '制定省级示范性资源中心评价指南', '制定省级示范性资源中心评价指南。结合我省特殊教育资源中心建设实际，出台江西省示范性资源中心评价指南。推动全省19所“建设示范性特殊教育资源中心”依标建设、依标整改，并组织验收评估，对评估合格单位，正式授予“江西省示范性特殊教育资源中心”，充分发挥区域引领示范作用。', NULL, 'issuer', '', NULL, 'none', NULL, '{"alternatives": [], "basis": null, "count": null, "count_unit": null, "doubts": [], "due": null, "form": "blank", "kind": "none", "milestones": [], "rrule": null, "start": null, "until": null, "why": "原文未写时限"}', '[]', '{"column": null, "end": 979, "end_line": 87, "line": 79, "page": null, "paragraph": null, "row": null, "start": 837, "table": null}', NULL, NULL, '');
INSERT INTO public.task VALUES (3, 1, NULL, 3, 'tasks', '（一）3', '（一）构建特殊教育评价体系', '制定省级融合教育示范区、示范校评价指南', '制定省级融合教育示范区、示范校评价指南。根据《江西省“十四五”特殊教育发展提升行动方案》精神，积极创设融合教育良好环境，健全融合教育评价体系，出台江西省融合教育示范区、示范校评价指南。开展“省级融合教育示范区、示范校”创建，积极参加国家级融合教育示范区、示范校培育和评选，引领示范全省融合教育高质量发展。', NULL, 'issuer', '', NULL, 'none', NULL, '{"alternatives": [], "basis": null, "count": null, "count_unit": null, "doubts": [], "due": null, "form": "blank", "kind": "none", "milestones": [], "rrule": null, "start": null, "until": null, "why": "原文未写时限"}', '[]', '{"column": null, "end": 1146, "end_line": 99, "line": 89, "page": null, "paragraph": null, "row": null, "start": 984, "table": null}', NULL, NULL, '');
INSERT INTO public.task VALUES (4, 1, NULL, 4, 'tasks', '（二）', '二、工作举措', '开展专业巡回指导', '开展专业巡回指导 充分发挥江西省特殊教育融合资源中心的师资优势和研究力量，通过“包干划片”“驻校挂点”“线上指导”等方式，对全省各级资源中心、特殊教育学校和实施融合教育的普通学校开展巡回指导，为基层提供综合性的特殊教育专业服务，助推全省特殊教育办学水平快速提升。', NULL, 'issuer', '', NULL, 'none', NULL, '{"alternatives": [], "basis": null, "count": null, "count_unit": null, "doubts": [], "due": null, "form": "blank", "kind": "none", "milestones": [], "rrule": null, "start": null, "until": null, "why": "原文未写时限"}', '[]', '{"column": null, "end": 1293, "end_line": 111, "line": 101, "page": null, "paragraph": null, "row": null, "start": 1152, "table": null}', NULL, NULL, '');
INSERT INTO public.task VALUES (5, 1, NULL, 5, 'tasks', '（三）', '二、工作举措', '组建全省特殊教育专家库', '组建全省特殊教育专家库 在全省范围内择优遴选一批特殊教育专家，组建全省特殊教育专家库，充分发挥“领头雁”作用，进一步提高全省特殊教育政策制定、教学研究、专业指导、项目建设、评估评审的科学化、规范化、专业化水平，加快推进全省特殊教育内涵发展。', NULL, 'issuer', '', NULL, 'none', NULL, '{"alternatives": [], "basis": null, "count": null, "count_unit": null, "doubts": [], "due": null, "form": "blank", "kind": "none", "milestones": [], "rrule": null, "start": null, "until": null, "why": "原文未写时限"}', '[]', '{"column": null, "end": 1427, "end_line": 120, "line": 112, "page": null, "paragraph": null, "row": null, "start": 1299, "table": null}', NULL, NULL, '');
INSERT INTO public.task VALUES (6, 1, NULL, 6, 'tasks', '（四）', '二、工作举措', '举办全省特殊教育教师教学技能展示活动', '举办全省特殊教育教师教学技能展示活动 继续加强特殊教育教师队伍建设，深化特殊教育课程教学改革，提升教师特殊教育能力，搭建全省特殊教育教师成长平台，举办2023年全省特殊教育教师教学技能展示活动，带动引导广大特殊教育教师和融合教育教师提高综合素质、专业水平和育人能力。', NULL, 'issuer', '', NULL, 'none', NULL, '{"alternatives": ["2023-12-31"], "basis": null, "count": null, "count_unit": null, "doubts": ["“举办2023年全省特殊教育教师教学技能展示活动”中的年份是活动名称的一部分；如认定应在当年举办，则为2023-12-31，请确认"], "due": null, "form": "blank", "kind": "none", "milestones": [], "rrule": null, "start": null, "until": null, "why": "原文未写完成时限；“2023年”是活动所属年度"}', '[]', '{"column": null, "end": 1578, "end_line": 132, "line": 122, "page": null, "paragraph": null, "row": null, "start": 1433, "table": null}', NULL, NULL, '');
INSERT INTO public.task VALUES (7, 1, NULL, 7, 'tasks', '（五）', '二、工作举措', '推进特殊教育“三平台”建设', '推进特殊教育“三平台”建设 持续推进江西省特殊教育网络资源平台、《学前与特殊教育》杂志教研交流平台、江西省特殊教育融合资源中心公益讲座平台，着力开辟发展新领域新赛道，不断塑造平台发展新动能新优势，不断推动平台助学、助教、助管、助研。', NULL, 'issuer', '', NULL, 'none', NULL, '{"alternatives": [], "basis": null, "count": null, "count_unit": null, "doubts": [], "due": null, "form": "blank", "kind": "none", "milestones": [], "rrule": null, "start": null, "until": null, "why": "原文未写时限"}', '[]', '{"column": null, "end": 1708, "end_line": 142, "line": 134, "page": null, "paragraph": null, "row": null, "start": 1584, "table": null}', NULL, NULL, '');
INSERT INTO public.task VALUES (8, 1, NULL, 8, 'tasks', '（六）', '二、工作举措', '建设孤独症儿童特殊教育学校', '建设孤独症儿童特殊教育学校 统筹推动南昌市以新建、改扩建方式建设孤独症儿童特殊教育学校，支持特殊教育学校开办孤独症儿童教育，进一步增强孤独症儿童康复教育公共服务供给能力。依托省特殊教育融合资源中心，加强孤独症康复教育研究，积极探索科学适宜的孤独症儿童康复教育方式。', NULL, 'issuer', '', NULL, 'none', NULL, '{"alternatives": [], "basis": null, "count": null, "count_unit": null, "doubts": [], "due": null, "form": "blank", "kind": "none", "milestones": [], "rrule": null, "start": null, "until": null, "why": "原文未写时限"}', '[]', '{"column": null, "end": 1856, "end_line": 154, "line": 144, "page": null, "paragraph": null, "row": null, "start": 1714, "table": null}', NULL, NULL, '');
INSERT INTO public.task VALUES (9, 1, NULL, 9, 'tasks', '（七）', '二、工作举措', '加强随班就读资源教师培训', '加强随班就读资源教师培训 依托省特殊教育融合资源中心，将随班就读资源教师专业培训纳入“全省中小学幼儿园省培计划项目”，分批对全省随班就读资源教师开展专业能力进阶式培训，培训结束考核合格，颁发合格证书，并纳入全省资源教师人才库管理，探索资源教师持证上岗制度，确保省内形成一批稳定的、高素质的资源教师，为全省融合教育发展奠定坚实基础。', NULL, 'issuer', '', NULL, 'none', NULL, '{"alternatives": [], "basis": null, "count": null, "count_unit": null, "doubts": [], "due": null, "form": "blank", "kind": "none", "milestones": [], "rrule": null, "start": null, "until": null, "why": "原文未写时限"}', '[]', '{"column": null, "end": 2039, "end_line": 167, "line": 155, "page": null, "paragraph": null, "row": null, "start": 1862, "table": null}', NULL, NULL, '');
INSERT INTO public.task VALUES (10, 1, NULL, 10, 'tasks', '（八）', '二、工作举措', '推动送教上门提质增效', '推动送教上门提质增效 健全送教上门制度，完善送教上门服务标准，科学认定服务对象，逐步降低送教上门残疾学生占比，能够入校就读的残疾儿童不纳入送教上门范围。学习借鉴赣州市信丰县的送教上门工作先进经验，按照“以个案服务为中心、以最少限制为导向、坚持多元安置并举”的原则，为每一个送教上门残疾学生制定个别化教育康复方案。充分发挥普通学校属地就近的特点，建立以特殊教育指导（资源）中心为支撑，普校、特校和家庭共同参与的多元化送教模式。依托省、市、县特殊教育指导（资源）中心进行常态化巡回指导督查，加强送教服务过程管理，提高送教服务工作质量。', NULL, 'issuer', '', NULL, 'none', NULL, '{"alternatives": [], "basis": null, "count": null, "count_unit": null, "doubts": [], "due": null, "form": "blank", "kind": "none", "milestones": [], "rrule": null, "start": null, "until": null, "why": "原文未写时限"}', '[]', '{"column": null, "end": 2330, "end_line": 189, "line": 169, "page": null, "paragraph": null, "row": null, "start": 2045, "table": null}', NULL, NULL, '');



INSERT INTO public.task_unit VALUES (1, 1, 1, 'lead', 1, '江西省教育厅');
INSERT INTO public.task_unit VALUES (2, 2, 1, 'lead', 1, '江西省教育厅');
INSERT INTO public.task_unit VALUES (3, 3, 1, 'lead', 1, '江西省教育厅');
INSERT INTO public.task_unit VALUES (4, 4, 1, 'lead', 1, '江西省教育厅');
INSERT INTO public.task_unit VALUES (5, 5, 1, 'lead', 1, '江西省教育厅');
INSERT INTO public.task_unit VALUES (6, 6, 1, 'lead', 1, '江西省教育厅');
INSERT INTO public.task_unit VALUES (7, 7, 1, 'lead', 1, '江西省教育厅');
INSERT INTO public.task_unit VALUES (8, 8, 1, 'lead', 1, '江西省教育厅');
INSERT INTO public.task_unit VALUES (9, 9, 1, 'lead', 1, '江西省教育厅');
INSERT INTO public.task_unit VALUES (10, 10, 1, 'lead', 1, '江西省教育厅');



INSERT INTO public.unit VALUES (1, '江西省', '江西省教育厅', '江西省教育厅', '省', '教育', false);
INSERT INTO public.unit VALUES (2, '江西省', '各设区市教育局、赣江新区社会发展局', '各设区市教育局、赣江新区社会发展局', '市', '教育', true);
INSERT INTO public.unit VALUES (3, '江西省南昌市', '南昌市教育局', '南昌市教育局', '市', '教育', false);
INSERT INTO public.unit VALUES (4, '江西省景德镇市', '景德镇市教育局', '景德镇市教育局', '市', '教育', false);
INSERT INTO public.unit VALUES (5, '江西省萍乡市', '萍乡市教育局', '萍乡市教育局', '市', '教育', false);
INSERT INTO public.unit VALUES (6, '江西省九江市', '九江市教育局', '九江市教育局', '市', '教育', false);
INSERT INTO public.unit VALUES (7, '江西省新余市', '新余市教育局', '新余市教育局', '市', '教育', false);
INSERT INTO public.unit VALUES (8, '江西省鹰潭市', '鹰潭市教育局', '鹰潭市教育局', '市', '教育', false);
INSERT INTO public.unit VALUES (9, '江西省赣州市', '赣州市教育局', '赣州市教育局', '市', '教育', false);
INSERT INTO public.unit VALUES (10, '江西省吉安市', '吉安市教育局', '吉安市教育局', '市', '教育', false);
INSERT INTO public.unit VALUES (11, '江西省宜春市', '宜春市教育局', '宜春市教育局', '市', '教育', false);
INSERT INTO public.unit VALUES (12, '江西省抚州市', '抚州市教育局', '抚州市教育局', '市', '教育', false);
INSERT INTO public.unit VALUES (13, '江西省上饶市', '上饶市教育局', '上饶市教育局', '市', '教育', false);
INSERT INTO public.unit VALUES (14, '江西省赣江新区', '赣江新区社会发展局', '赣江新区社会发展局', '市', '教育', false);



INSERT INTO public.unit_alias VALUES (1, 1, '省教育厅', NULL, NULL);
INSERT INTO public.unit_alias VALUES (2, 2, '各设区市教育局', NULL, NULL);









SELECT pg_catalog.setval('public.case_id_seq', 1, false);



SELECT pg_catalog.setval('public.case_measure_id_seq', 1, false);



SELECT pg_catalog.setval('public.chain_head_id_seq', 1, false);



SELECT pg_catalog.setval('public.channel_id_seq', 1, true);



SELECT pg_catalog.setval('public.dispatch_id_seq', 1, false);



SELECT pg_catalog.setval('public.duty_id_seq', 130, true);



SELECT pg_catalog.setval('public.entry_id_seq', 1, false);



SELECT pg_catalog.setval('public.evidence_id_seq', 1, false);



SELECT pg_catalog.setval('public.exemption_id_seq', 1, false);



SELECT pg_catalog.setval('public.extension_id_seq', 1, false);



SELECT pg_catalog.setval('public.feed_book_id_seq', 1, false);



SELECT pg_catalog.setval('public.feed_id_seq', 1, true);



SELECT pg_catalog.setval('public.feed_mark_id_seq', 156, true);



SELECT pg_catalog.setval('public.indicator_id_seq', 1, true);



SELECT pg_catalog.setval('public.indicator_value_id_seq', 1, false);



SELECT pg_catalog.setval('public.membership_id_seq', 12, true);



SELECT pg_catalog.setval('public.objection_id_seq', 1, false);



SELECT pg_catalog.setval('public.person_id_seq', 1, true);



SELECT pg_catalog.setval('public.plan_id_seq', 1, true);



SELECT pg_catalog.setval('public.report_draft_id_seq', 1, false);



SELECT pg_catalog.setval('public.report_id_seq', 1, false);



SELECT pg_catalog.setval('public.schema_migration_id_seq', 2, true);



SELECT pg_catalog.setval('public.standing_id_seq', 1, false);



SELECT pg_catalog.setval('public.task_id_seq', 10, true);



SELECT pg_catalog.setval('public.task_unit_id_seq', 10, true);



SELECT pg_catalog.setval('public.unit_alias_id_seq', 2, true);



SELECT pg_catalog.setval('public.unit_id_seq', 14, true);



SELECT pg_catalog.setval('public.verification_id_seq', 1, false);



SELECT pg_catalog.setval('public.verifier_id_seq', 1, false);



ALTER TABLE ONLY public.case_measure
    ADD CONSTRAINT case_measure_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public."case"
    ADD CONSTRAINT case_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.chain_head
    ADD CONSTRAINT chain_head_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.day_rule
    ADD CONSTRAINT day_rule_pkey PRIMARY KEY (day);



ALTER TABLE ONLY public.dispatch
    ADD CONSTRAINT dispatch_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.duty
    ADD CONSTRAINT duty_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.exemption
    ADD CONSTRAINT exemption_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.extension
    ADD CONSTRAINT extension_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.feed_book
    ADD CONSTRAINT feed_book_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.feed_item
    ADD CONSTRAINT feed_item_pkey PRIMARY KEY (uid);



ALTER TABLE ONLY public.feed_mark
    ADD CONSTRAINT feed_mark_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.feed
    ADD CONSTRAINT feed_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.feed_text
    ADD CONSTRAINT feed_text_pkey PRIMARY KEY (variant, uid);



ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.indicator_value
    ADD CONSTRAINT indicator_value_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.objection
    ADD CONSTRAINT objection_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.report_draft
    ADD CONSTRAINT report_draft_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.said
    ADD CONSTRAINT said_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.standing
    ADD CONSTRAINT standing_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.task_unit
    ADD CONSTRAINT task_unit_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.unit_alias
    ADD CONSTRAINT unit_alias_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.verification
    ADD CONSTRAINT verification_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.verifier
    ADD CONSTRAINT verifier_pkey PRIMARY KEY (id);



CREATE INDEX case_checked_by_id ON public."case" USING btree (checked_by_id);



CREATE INDEX case_decided_by_id ON public."case" USING btree (decided_by_id);



CREATE UNIQUE INDEX case_duty_id ON public."case" USING btree (duty_id);



CREATE INDEX case_measure_case_id ON public.case_measure USING btree (case_id);



CREATE INDEX case_plan_id ON public."case" USING btree (plan_id);



CREATE UNIQUE INDEX case_plan_id_year_serial ON public."case" USING btree (plan_id, year, serial);



CREATE INDEX case_released_by_id ON public."case" USING btree (released_by_id);



CREATE UNIQUE INDEX channel_name ON public.channel USING btree (name);



CREATE INDEX channel_plan_id ON public.channel USING btree (plan_id);



CREATE INDEX channel_unit_id ON public.channel USING btree (unit_id);



CREATE INDEX dispatch_channel_id ON public.dispatch USING btree (channel_id);



CREATE INDEX dispatch_channel_id_created_at ON public.dispatch USING btree (channel_id, created_at);



CREATE UNIQUE INDEX dispatch_once ON public.dispatch USING btree (once);



CREATE INDEX dispatch_replaces_id ON public.dispatch USING btree (replaces_id);



CREATE INDEX dispatch_state_next_at ON public.dispatch USING btree (state, next_at);



CREATE INDEX duty_collective_id ON public.duty USING btree (collective_id);



CREATE INDEX duty_next_look_on ON public.duty USING btree (next_look_on);



CREATE INDEX duty_plan_id ON public.duty USING btree (plan_id);



CREATE INDEX duty_status_due ON public.duty USING btree (status, due);



CREATE INDEX duty_task_id ON public.duty USING btree (task_id);



CREATE UNIQUE INDEX duty_task_id_unit_id_kind_period ON public.duty USING btree (task_id, unit_id, kind, period);



CREATE INDEX duty_unit_id ON public.duty USING btree (unit_id);



CREATE INDEX duty_unit_id_status_due ON public.duty USING btree (unit_id, status, due);



CREATE INDEX entry_about_about_id ON public.entry USING btree (about, about_id);



CREATE INDEX entry_actor_id ON public.entry USING btree (actor_id);



CREATE UNIQUE INDEX entry_digest ON public.entry USING btree (digest);



CREATE INDEX evidence_report_id ON public.evidence USING btree (report_id);



CREATE UNIQUE INDEX evidence_report_id_sha256 ON public.evidence USING btree (report_id, sha256);



CREATE INDEX evidence_sha256 ON public.evidence USING btree (sha256);



CREATE INDEX exemption_task_id ON public.exemption USING btree (task_id);



CREATE UNIQUE INDEX exemption_task_id_unit_id ON public.exemption USING btree (task_id, unit_id);



CREATE INDEX exemption_unit_id ON public.exemption USING btree (unit_id);



CREATE INDEX extension_asked_by_id ON public.extension USING btree (asked_by_id);



CREATE INDEX extension_decided_by_id ON public.extension USING btree (decided_by_id);



CREATE INDEX extension_duty_id ON public.extension USING btree (duty_id);



CREATE INDEX extension_duty_id_status ON public.extension USING btree (duty_id, status);



CREATE INDEX feed_item_due_duty_id ON public.feed_item USING btree (due, duty_id);



CREATE INDEX feed_item_duty_id ON public.feed_item USING btree (duty_id);



CREATE INDEX feed_item_plan_id_due_duty_id ON public.feed_item USING btree (plan_id, due, duty_id);



CREATE INDEX feed_item_unit_id_due_duty_id ON public.feed_item USING btree (unit_id, due, duty_id);



CREATE INDEX feed_person_id ON public.feed USING btree (person_id);



CREATE INDEX feed_plan_id ON public.feed USING btree (plan_id);



CREATE INDEX feed_text_variant_uid_item_digest_days_digest ON public.feed_text USING btree (variant, uid, item_digest, days, digest);



CREATE UNIQUE INDEX feed_token_hash ON public.feed USING btree (token_hash);



CREATE INDEX feed_unit_id ON public.feed USING btree (unit_id);



CREATE INDEX indicator_task_id ON public.indicator USING btree (task_id);



CREATE INDEX indicator_value_indicator_id ON public.indicator_value USING btree (indicator_id);



CREATE INDEX indicator_value_report_id ON public.indicator_value USING btree (report_id);



CREATE UNIQUE INDEX indicator_value_report_id_indicator_id ON public.indicator_value USING btree (report_id, indicator_id);



CREATE INDEX membership_collective_id ON public.membership USING btree (collective_id);



CREATE UNIQUE INDEX membership_collective_id_member_id ON public.membership USING btree (collective_id, member_id);



CREATE INDEX membership_member_id ON public.membership USING btree (member_id);



CREATE INDEX objection_decided_by_id ON public.objection USING btree (decided_by_id);



CREATE INDEX objection_duty_id ON public.objection USING btree (duty_id);



CREATE INDEX objection_duty_id_status ON public.objection USING btree (duty_id, status);



CREATE INDEX objection_made_by_id ON public.objection USING btree (made_by_id);



CREATE INDEX person_unit_id ON public.person USING btree (unit_id);



CREATE UNIQUE INDEX person_username ON public.person USING btree (username);



CREATE UNIQUE INDEX plan_key ON public.plan USING btree (key);



CREATE INDEX plan_predecessor_id ON public.plan USING btree (predecessor_id);



CREATE INDEX report_author_id ON public.report USING btree (author_id);



CREATE INDEX report_draft_duty_id ON public.report_draft USING btree (duty_id);



CREATE UNIQUE INDEX report_draft_duty_id_person_id ON public.report_draft USING btree (duty_id, person_id);



CREATE INDEX report_draft_person_id ON public.report_draft USING btree (person_id);



CREATE INDEX report_duty_id ON public.report USING btree (duty_id);



CREATE INDEX report_measure_id ON public.report USING btree (measure_id);



CREATE INDEX report_reviewer_id ON public.report USING btree (reviewer_id);



CREATE INDEX report_status_submitted_at ON public.report USING btree (status, submitted_at);



CREATE INDEX said_dispatch_id ON public.said USING btree (dispatch_id);



CREATE INDEX said_duty_id ON public.said USING btree (duty_id);



CREATE UNIQUE INDEX schema_migration_name ON public.schema_migration USING btree (name);



CREATE INDEX standing_task_id ON public.standing USING btree (task_id);



CREATE UNIQUE INDEX standing_task_id_unit_id ON public.standing USING btree (task_id, unit_id);



CREATE INDEX standing_unit_id ON public.standing USING btree (unit_id);



CREATE INDEX task_ancestor_id ON public.task USING btree (ancestor_id);



CREATE INDEX task_parent_id ON public.task USING btree (parent_id);



CREATE INDEX task_plan_id ON public.task USING btree (plan_id);



CREATE UNIQUE INDEX task_plan_id_position ON public.task USING btree (plan_id, "position");



CREATE INDEX task_unit_task_id ON public.task_unit USING btree (task_id);



CREATE UNIQUE INDEX task_unit_task_id_unit_id ON public.task_unit USING btree (task_id, unit_id);



CREATE INDEX task_unit_unit_id ON public.task_unit USING btree (unit_id);



CREATE INDEX unit_alias_alias ON public.unit_alias USING btree (alias);



CREATE INDEX unit_alias_unit_id ON public.unit_alias USING btree (unit_id);



CREATE UNIQUE INDEX unit_region_name ON public.unit USING btree (region, name);



CREATE INDEX verification_case_id ON public.verification USING btree (case_id);



CREATE INDEX verification_recorded_by_id ON public.verification USING btree (recorded_by_id);



CREATE INDEX verifier_person_id ON public.verifier USING btree (person_id);



CREATE INDEX verifier_verification_id ON public.verifier USING btree (verification_id);



CREATE UNIQUE INDEX verifier_verification_id_person_id ON public.verifier USING btree (verification_id, person_id);



CREATE TRIGGER calendar_case AFTER INSERT OR DELETE OR UPDATE OF duty_id, status ON public."case" FOR EACH ROW EXECUTE FUNCTION public.mark_calendars('duty', 'duty_id');



CREATE TRIGGER calendar_duty AFTER INSERT OR DELETE OR UPDATE OF plan_id, task_id, unit_id, kind, period, status, due, due_original, is_exempt, closed_at, admitted_on ON public.duty FOR EACH ROW EXECUTE FUNCTION public.mark_calendars('duty', 'id');



CREATE TRIGGER calendar_exemption AFTER INSERT OR DELETE OR UPDATE OF task_id, unit_id, at, lifted_at ON public.exemption FOR EACH ROW EXECUTE FUNCTION public.mark_calendars('task', 'task_id');



CREATE TRIGGER calendar_plan AFTER INSERT OR DELETE OR UPDATE OF title, publicity ON public.plan FOR EACH ROW EXECUTE FUNCTION public.mark_calendars('plan', 'id');



CREATE TRIGGER calendar_task AFTER INSERT OR DELETE OR UPDATE OF no, title, text, deadline_text ON public.task FOR EACH ROW EXECUTE FUNCTION public.mark_calendars('task', 'id');



CREATE TRIGGER calendar_unit AFTER INSERT OR DELETE OR UPDATE OF full_name ON public.unit FOR EACH ROW EXECUTE FUNCTION public.mark_calendars('unit', 'id');



CREATE TRIGGER entry_no_change BEFORE DELETE OR UPDATE ON public.entry FOR EACH ROW EXECUTE FUNCTION public.entry_is_append_only();



CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON public.entry FOR EACH STATEMENT EXECUTE FUNCTION public.entry_is_append_only();



ALTER TABLE ONLY public."case"
    ADD CONSTRAINT case_checked_by_id_fkey FOREIGN KEY (checked_by_id) REFERENCES public.person(id);



ALTER TABLE ONLY public."case"
    ADD CONSTRAINT case_decided_by_id_fkey FOREIGN KEY (decided_by_id) REFERENCES public.person(id);



ALTER TABLE ONLY public."case"
    ADD CONSTRAINT case_duty_id_fkey FOREIGN KEY (duty_id) REFERENCES public.duty(id);



ALTER TABLE ONLY public.case_measure
    ADD CONSTRAINT case_measure_case_id_fkey FOREIGN KEY (case_id) REFERENCES public."case"(id);



ALTER TABLE ONLY public."case"
    ADD CONSTRAINT case_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);



ALTER TABLE ONLY public."case"
    ADD CONSTRAINT case_released_by_id_fkey FOREIGN KEY (released_by_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);



ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.dispatch
    ADD CONSTRAINT dispatch_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES public.channel(id);



ALTER TABLE ONLY public.dispatch
    ADD CONSTRAINT dispatch_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES public.dispatch(id);



ALTER TABLE ONLY public.duty
    ADD CONSTRAINT duty_collective_id_fkey FOREIGN KEY (collective_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.duty
    ADD CONSTRAINT duty_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);



ALTER TABLE ONLY public.duty
    ADD CONSTRAINT duty_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);



ALTER TABLE ONLY public.duty
    ADD CONSTRAINT duty_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);



ALTER TABLE ONLY public.exemption
    ADD CONSTRAINT exemption_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);



ALTER TABLE ONLY public.exemption
    ADD CONSTRAINT exemption_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.extension
    ADD CONSTRAINT extension_asked_by_id_fkey FOREIGN KEY (asked_by_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.extension
    ADD CONSTRAINT extension_decided_by_id_fkey FOREIGN KEY (decided_by_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.extension
    ADD CONSTRAINT extension_duty_id_fkey FOREIGN KEY (duty_id) REFERENCES public.duty(id);



ALTER TABLE ONLY public.feed
    ADD CONSTRAINT feed_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.feed
    ADD CONSTRAINT feed_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);



ALTER TABLE ONLY public.feed
    ADD CONSTRAINT feed_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);



ALTER TABLE ONLY public.indicator_value
    ADD CONSTRAINT indicator_value_indicator_id_fkey FOREIGN KEY (indicator_id) REFERENCES public.indicator(id);



ALTER TABLE ONLY public.indicator_value
    ADD CONSTRAINT indicator_value_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);



ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_collective_id_fkey FOREIGN KEY (collective_id) REFERENCES public.unit(id) ON DELETE CASCADE;



ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.unit(id) ON DELETE CASCADE;



ALTER TABLE ONLY public.objection
    ADD CONSTRAINT objection_decided_by_id_fkey FOREIGN KEY (decided_by_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.objection
    ADD CONSTRAINT objection_duty_id_fkey FOREIGN KEY (duty_id) REFERENCES public.duty(id);



ALTER TABLE ONLY public.objection
    ADD CONSTRAINT objection_made_by_id_fkey FOREIGN KEY (made_by_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_predecessor_id_fkey FOREIGN KEY (predecessor_id) REFERENCES public.plan(id);



ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.report_draft
    ADD CONSTRAINT report_draft_duty_id_fkey FOREIGN KEY (duty_id) REFERENCES public.duty(id);



ALTER TABLE ONLY public.report_draft
    ADD CONSTRAINT report_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_duty_id_fkey FOREIGN KEY (duty_id) REFERENCES public.duty(id);



ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_reviewer_id_fkey FOREIGN KEY (reviewer_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.said
    ADD CONSTRAINT said_dispatch_id_fkey FOREIGN KEY (dispatch_id) REFERENCES public.dispatch(id);



ALTER TABLE ONLY public.said
    ADD CONSTRAINT said_duty_id_fkey FOREIGN KEY (duty_id) REFERENCES public.duty(id);



ALTER TABLE ONLY public.standing
    ADD CONSTRAINT standing_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);



ALTER TABLE ONLY public.standing
    ADD CONSTRAINT standing_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_ancestor_id_fkey FOREIGN KEY (ancestor_id) REFERENCES public.task(id);



ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.task(id);



ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);



ALTER TABLE ONLY public.task_unit
    ADD CONSTRAINT task_unit_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);



ALTER TABLE ONLY public.task_unit
    ADD CONSTRAINT task_unit_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.unit_alias
    ADD CONSTRAINT unit_alias_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id) ON DELETE CASCADE;



ALTER TABLE ONLY public.verification
    ADD CONSTRAINT verification_case_id_fkey FOREIGN KEY (case_id) REFERENCES public."case"(id);



ALTER TABLE ONLY public.verification
    ADD CONSTRAINT verification_recorded_by_id_fkey FOREIGN KEY (recorded_by_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.verifier
    ADD CONSTRAINT verifier_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.verifier
    ADD CONSTRAINT verifier_verification_id_fkey FOREIGN KEY (verification_id) REFERENCES public.verification(id);




