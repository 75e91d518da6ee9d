-- What outlives the runs of a load. Pruning old runs never touches these tables. Run once, after job-repository.sql.

-- The load's stream, and who runs it.
CREATE TABLE domo_load (
	load_name VARCHAR(90) NOT NULL PRIMARY KEY,
	stream_id BIGINT,
	create_intent TIMESTAMP WITH TIME ZONE,
	holder VARCHAR(300)
);

-- The parameters that were committed: appending them once more would double their rows. With a watermark, how far the
-- last commit got: the next one reads the rows past it. Neither says anything of another DataSet.
CREATE TABLE domo_load_committed (
	load_name VARCHAR(90) NOT NULL,
	parameters_id VARCHAR(36) NOT NULL,
	parameters TEXT NOT NULL,
	stream_id BIGINT NOT NULL,
	dataset_id VARCHAR(90),
	run_id BIGINT NOT NULL,
	committed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	watermark_column VARCHAR(200),
	watermark TEXT,
	PRIMARY KEY (load_name, parameters_id)
);

-- What a person said about a commit whose outcome was unknown; each is honoured once.
CREATE TABLE domo_load_finding (
	load_name VARCHAR(90) NOT NULL,
	stream_id BIGINT NOT NULL,
	execution_id BIGINT NOT NULL,
	finding VARCHAR(20) NOT NULL,
	found_by VARCHAR(300) NOT NULL,
	PRIMARY KEY (load_name, stream_id, execution_id, finding)
);
