package org.banyan.drivers.exec.akka;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
