package org.banyan.sdk;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
