"use strict";
lineage.run();
