import time, sys
sys.path.insert(0,"/work/main/tests/graph/query/differential")
from conftest import graphs  # noqa
def test_t(graphs):
    for name,g in graphs.items():
        g.cypher("MATCH (n) RETURN count(n) AS c")
        for q in ("MATCH (n) RETURN count(n) AS c","MATCH (n) RETURN count(n) AS c","MATCH (a:Organization)-[:USES]->(s) RETURN a.name AS x","MATCH (a:Organization)-[:USES]->(s) RETURN a.kind AS y"):
            t=time.time(); g.cypher(q); print(name,q[:40],round((time.time()-t)*1000),"ms")
        import cProfile,pstats
        p=cProfile.Profile(); p.enable(); g.cypher("MATCH (a:Organization)-[:USES]->(s) RETURN a.id AS z"); p.disable()
        pstats.Stats(p).sort_stats("cumtime").print_stats(14)
