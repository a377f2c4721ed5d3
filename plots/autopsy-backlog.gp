# Time taken against concurrency: the published event loop, backlogs of 1, 5 and 4096.
load drawing # autopsy-points.gp
