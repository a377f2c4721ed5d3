# Rate against the connections that a server has served: the published table as a law of 1/n, threads that spin, the same
# under one interpreter lock, and threads that end.
load drawing # autopsy-points.gp
