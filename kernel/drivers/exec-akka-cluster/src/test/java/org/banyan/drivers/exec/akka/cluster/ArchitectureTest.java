package org.banyan.drivers.exec.akka.cluster;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
