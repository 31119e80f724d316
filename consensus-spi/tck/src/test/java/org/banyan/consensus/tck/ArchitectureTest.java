package org.banyan.consensus.tck;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
