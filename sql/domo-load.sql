-- What outlives the runs of a load: one row a load. Pruning old runs never touches it.
CREATE TABLE domo_load (
	load_name VARCHAR(90) NOT NULL PRIMARY KEY,
	stream_id BIGINT,
	create_intent TIMESTAMP WITH TIME ZONE,
	holder VARCHAR(300),
	finding VARCHAR(300)
);
