package org.banyan.simulation;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
