-- Which of its transactions the engine has committed last: a commit whose answer was lost is known by it, and is not done
-- twice. One row, from the first of them on.
CREATE TABLE alerts.engine_commits (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  -- Fencing token of the feed's leader, and the number of its transaction.
  token bigint NOT NULL,
  number bigint NOT NULL
) WITH (fillfactor = 20);
