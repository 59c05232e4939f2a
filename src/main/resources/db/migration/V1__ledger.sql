-- The ledger's first schema. Never edit a script that was released: add the next one.
-- Times are nanoseconds since 1970, UTC, unless said otherwise. Numbers that stand for words are the ordinals of the
-- enums in the program. src/adr/0003-ledger-on-sqlite.md says why it looks like this.

-- One row a commit: what was decided on, as one blob (io.authwatch.store.LogCodec).
CREATE TABLE log (
    seq      INTEGER PRIMARY KEY,
    first_id INTEGER,                     -- lowest and highest id of its events; null: it holds none
    last_id  INTEGER,
    events   INTEGER NOT NULL,            -- how many events it holds
    total    INTEGER NOT NULL,            -- how many events the log has held up to and with this row
    until    INTEGER NOT NULL,            -- when its last entry was decided
    entries  BLOB    NOT NULL             -- last, so that the others are read without it
) STRICT;
CREATE INDEX log_by_event ON log (first_id) WHERE first_id IS NOT NULL;
CREATE INDEX log_without_event ON log (seq) WHERE first_id IS NULL;

-- How far each file was read.
CREATE TABLE position (
    path        TEXT    PRIMARY KEY,
    device      INTEGER NOT NULL,
    inode       INTEGER NOT NULL,
    "offset"    INTEGER NOT NULL,         -- octets
    head        INTEGER NOT NULL,
    head_octets INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The place is the order in which they were opened.
CREATE TABLE alert (
    place    INTEGER PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE,
    rule     TEXT    NOT NULL,
    key      TEXT,                        -- parts joined by U+001F; null: no parts
    priority INTEGER NOT NULL,            -- -2 to 2
    state    INTEGER NOT NULL,
    host     TEXT    NOT NULL,
    opened   INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    count    INTEGER NOT NULL,
    followed INTEGER NOT NULL,
    event    INTEGER NOT NULL,
    summary  TEXT    NOT NULL
) STRICT;
CREATE INDEX alert_by_host ON alert (host);

-- The outbox, and what became of it. The place is the order in which they were decided.
CREATE TABLE notification (
    place      INTEGER PRIMARY KEY,
    id         TEXT    NOT NULL UNIQUE,
    alert      TEXT    NOT NULL,
    rule       TEXT    NOT NULL,
    host       TEXT    NOT NULL,
    priority   INTEGER NOT NULL,          -- -2 to 2
    title      TEXT    NOT NULL,
    message    TEXT    NOT NULL,
    timestamp  INTEGER NOT NULL,
    created    INTEGER NOT NULL,
    state      INTEGER NOT NULL,
    attempts   INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    reason     TEXT,
    detail     TEXT,
    request    TEXT,
    receipt    TEXT
) STRICT;
CREATE INDEX notification_by_host ON notification (host);
CREATE INDEX notification_pending ON notification (place) WHERE state = 0;

-- The state of the rules at the last checkpoint.
CREATE TABLE state (
    kind TEXT NOT NULL,
    rule TEXT NOT NULL,
    key  TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (kind, rule, key)
) STRICT, WITHOUT ROWID;

-- The last checkpoint: one row.
CREATE TABLE checkpoint (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    seq         INTEGER NOT NULL,         -- a replay starts after this row of the log
    last_event  INTEGER NOT NULL,         -- the highest event id up to it
    fingerprint TEXT    NOT NULL,         -- of the rules that decide after it
    rules       TEXT    NOT NULL          -- their text
) STRICT;
