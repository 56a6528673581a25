#!/bin/bash
# Lets the replica follow, once, when the primary is made; by password, as everything else.
set -e
echo 'host replication all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
