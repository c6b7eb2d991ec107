BEGIN TRANSACTION;
CREATE TABLE community (
	"key" TEXT NOT NULL, 
	first_seen INTEGER NOT NULL, 
	left_at INTEGER, 
	CONSTRAINT pk_community PRIMARY KEY ("key")
)
 STRICT

;
INSERT INTO "community" VALUES('discord:1',1795350226584964,1795350226615878);
INSERT INTO "community" VALUES('discord:2',1795350226612251,NULL);
CREATE TABLE tegenspraak_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT tegenspraak_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "tegenspraak_schema" VALUES('0001');
COMMIT;
