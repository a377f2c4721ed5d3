# Throughput as ab counts it against concurrency: the published event loop, 404 for every page, 200 for every page.
load drawing # autopsy-points.gp
